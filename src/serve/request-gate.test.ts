import { describe, expect, it } from 'vitest';
import { allowedHosts, reachableOrigin } from './addresses.ts';
import { judgeRequest, judgeUpgrade, type Verdict } from './request-gate.ts';
import { createSession } from './session.ts';

const port = 4321;
const hosts = allowedHosts('127.0.0.1', port);
const host = `127.0.0.1:${port}`;
const origin = `http://${host}`;

function signedIn(): { session: ReturnType<typeof createSession>; cookie: string } {
  const session = createSession(port);
  return { session, cookie: session.setCookie.split(';')[0]! };
}

const status = (verdict: Verdict): number | string =>
  verdict.kind === 'refuse' ? verdict.status : verdict.kind;

describe('Host', () => {
  const { session, cookie } = signedIn();
  const judge = (name: string): number | string =>
    status(judgeRequest({ method: 'GET', url: '/', headers: { host: name, cookie } }, session, hosts));

  it.each(['127.0.0.1:4321', 'localhost:4321', '[::1]:4321'])('answers as %s', (name) => {
    expect(judge(name)).toBe('pass');
  });

  it.each([
    'evil.example:4321', // rebinding: their name, our address
    '127.0.0.1:4322',
    '127.0.0.1',
    '127.0.0.1:4321.evil.example',
    'evil@127.0.0.1:4321',
    'LOCALHOST.:4321',
    '192.168.1.2:4321',
    '',
  ])('refuses %j', (name) => {
    expect(judge(name)).toBe(403);
  });

  it('refuses a request without one, even with the bearer token', () => {
    const headers = { authorization: `Bearer ${session.token}` };
    expect(status(judgeRequest({ method: 'GET', url: '/', headers }, session, hosts))).toBe(403);
  });

  it('adds the address that was asked for, and drops the port where browsers do', () => {
    expect(allowedHosts('192.168.1.2', 4321).has('192.168.1.2:4321')).toBe(true);
    expect([...allowedHosts('::1', 80)]).toEqual(['127.0.0.1', 'localhost', '[::1]']);
    expect(reachableOrigin('0.0.0.0', 4321)).toBe(origin);
    expect(reachableOrigin('::1', 4321)).toBe('http://[::1]:4321');
  });
});

describe('signing in', () => {
  const get = (session: ReturnType<typeof createSession>, url: string, cookie?: string): number | string => {
    const headers = cookie === undefined ? { host } : { host, cookie };
    return status(judgeRequest({ method: 'GET', url, headers }, session, hosts));
  };

  it('takes the token of the link once', () => {
    const { session } = signedIn();
    expect(get(session, `/?token=${session.token}`)).toBe('login');
    expect(get(session, `/?token=${session.token}`)).toBe(401);
  });

  it('sends a browser that is in already to the start', () => {
    const { session, cookie } = signedIn();
    get(session, `/?token=${session.token}`);
    expect(get(session, `/?token=${session.token}`, cookie)).toBe('home');
  });

  it('refuses missing, wrong, shortened and misplaced tokens', () => {
    const { session } = signedIn();
    const { token } = session;
    const flipped = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const url of ['/', '/?token=', `/?token=${flipped}`, `/?token=${token.slice(0, 10)}`]) {
      expect(get(session, url), url).toBe(401);
    }
    expect(get(session, `/assets/x.js?token=${token}`)).toBe(401);
    expect(get(session, `/?token=${token}`), 'wrong attempts do not use it up').toBe('login');
  });

  it('has 32 random bytes in token and cookie, which differ with every start', () => {
    const first = createSession(port);
    const second = createSession(port);
    expect(Buffer.from(first.token, 'base64url').length).toBe(32);
    expect(first.token).not.toBe(second.token);
    expect(first.setCookie).toMatch(/^ls_4321=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=\d+$/);
    expect(first.setCookie).not.toContain(first.token);
    expect(second.hasCookie(first.setCookie.split(';')[0])).toBe(false);
  });

  it('finds the cookie among others', () => {
    const { session, cookie } = signedIn();
    expect(session.hasCookie(`a=1; ls_4321=stale; ${cookie}; b=2`)).toBe(true);
    expect(session.hasCookie(cookie.replace('ls_4321', 'ls_4322'))).toBe(false);
    expect(session.hasCookie(undefined)).toBe(false);
  });
});

describe('commands', () => {
  const { session, cookie } = signedIn();
  const good = { host, cookie, origin, 'x-lambdascope': '1', 'sec-fetch-site': 'same-origin' };
  const post = (headers: Record<string, string | undefined>, method = 'POST'): number | string => {
    const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
    return status(judgeRequest({ method, url: '/api/getRun', headers: given }, session, hosts));
  };

  it('pass from our own page', () => {
    expect(post(good)).toBe('pass');
  });

  it('pass from a script with the bearer token, and nothing else', () => {
    expect(post({ host, authorization: `Bearer ${session.token}` })).toBe('pass');
    expect(post({ host, authorization: `Bearer ${session.token}x` })).toBe(401);
    expect(post({ host, authorization: `Basic ${session.token}` })).toBe(401);
    expect(post({ ...good, authorization: 'Bearer wrong' }), 'a wrong token is not mended by a cookie').toBe(
      401,
    );
  });

  it.each([
    ['no cookie', { cookie: undefined }, 401],
    ['no Origin', { origin: undefined }, 403],
    ['a foreign Origin', { origin: 'https://evil.example' }, 403],
    ['an opaque Origin', { origin: 'null' }, 403],
    ['the Origin of another port', { origin: 'http://127.0.0.1:4322' }, 403],
    ['the Origin of another of our names', { origin: `http://localhost:${port}` }, 403],
    ['an Origin of another scheme', { origin: `https://${host}` }, 403],
    ['no custom header', { 'x-lambdascope': undefined }, 403],
    ['cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['same-site, another origin', { 'sec-fetch-site': 'same-site' }, 403],
  ])('are refused with %s', (_what, change, expected) => {
    expect(post({ ...good, ...change })).toBe(expected);
  });

  it('refuses a foreign Origin even with the bearer token', () => {
    const authorization = `Bearer ${session.token}`;
    expect(post({ host, authorization, origin: 'https://evil.example' })).toBe(403);
    expect(post({ host, authorization, 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('refuses the method %s', (method) => {
    expect(post(good, method)).toBe(405);
  });

  it('refuses a cross-site GET of an API answer', () => {
    expect(post({ ...good, 'sec-fetch-site': 'cross-site' }, 'GET')).toBe(403);
  });

  it('refuses a request target that is no path', () => {
    const headers = { host, cookie };
    const target = { method: 'GET', url: 'http://evil.example/', headers };
    expect(status(judgeRequest(target, session, hosts))).toBe(400);
  });
});

describe('event sockets', () => {
  const { session, cookie } = signedIn();
  const good = { host, cookie, origin };
  const upgrade = (headers: Record<string, string>, url = '/api/events'): number | string =>
    status(judgeUpgrade({ method: 'GET', url, headers }, session, hosts));

  it('open for our own page', () => {
    expect(upgrade(good)).toBe('pass');
  });

  it('stay shut for everything else', () => {
    expect(upgrade({ host, origin })).toBe(403);
    expect(upgrade({ host, cookie })).toBe(403);
    expect(upgrade({ ...good, origin: 'http://evil.example' })).toBe(403);
    expect(upgrade({ ...good, host: 'evil.example:4321', origin: 'http://evil.example:4321' })).toBe(403);
    expect(upgrade({ host, origin, authorization: `Bearer ${session.token}` })).toBe(403);
    expect(upgrade(good, '/')).toBe(403);
    expect(upgrade(good, '/api/events/../x')).toBe(403);
    expect(upgrade(good, `/?token=${session.token}`)).toBe(403);
  });
});
