import { describe, expect, it } from 'vitest';
import { allowedHosts, reachableOrigin } from './addresses.ts';
import { judgeRequest, judgeUpgrade, type Verdict } from './request-gate.ts';
import { createSession } from './session.ts';

const port = 4321;
const hosts = allowedHosts('127.0.0.1', port);
const host = `127.0.0.1:${port}`;
const origin = `http://${host}`;

function signedIn(): { session: ReturnType<typeof createSession>; cookie: string; key: string } {
  const session = createSession(port);
  return { session, cookie: session.setCookie.split(';')[0]!, key: session.pageKey };
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
    'evil.example:4321', // DNS rebinding: their name, our address
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
    const headers = { authorization: `Bearer ${session.bearerToken}` };
    expect(status(judgeRequest({ method: 'GET', url: '/', headers }, session, hosts))).toBe(403);
  });

  it('adds the requested address, and drops the port where browsers do', () => {
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

  it('accepts the token in the link once, and for nothing else', () => {
    const { session } = signedIn();
    expect(get(session, `/?token=${session.bearerToken}`), 'the token of programs is no link').toBe(401);
    expect(get(session, `/?token=${session.linkToken}`)).toBe('signIn');
    expect(get(session, `/?token=${session.linkToken}`)).toBe(401);
    expect(session.hasBearer(`Bearer ${session.linkToken}`)).toBe(false);
    expect(session.isPageKey(session.linkToken)).toBe(false);
  });

  it('sends a browser that is already signed in to the start page', () => {
    const { session, cookie } = signedIn();
    get(session, `/?token=${session.linkToken}`);
    expect(get(session, `/?token=${session.linkToken}`, cookie)).toBe('home');
  });

  it('refuses missing, wrong, shortened and misplaced tokens', () => {
    const { session } = signedIn();
    const { linkToken } = session;
    const flipped = `${linkToken.slice(0, -2)}${linkToken.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const url of ['/', '/?token=', `/?token=${flipped}`, `/?token=${linkToken.slice(0, 10)}`]) {
      expect(get(session, url), url).toBe(401);
    }
    expect(get(session, `/assets/x.js?token=${linkToken}`)).toBe(401);
    expect(get(session, `/?token=${linkToken}`), 'wrong attempts do not use it up').toBe('signIn');
  });

  it('uses four secrets of 32 random bytes, which differ with every start', () => {
    const [first, second] = [createSession(port), createSession(port)];
    const secretsOf = (session: typeof first): string[] => {
      const cookie = /^ls_4321=([\w-]+); HttpOnly; SameSite=Strict; Path=\/; Max-Age=\d+$/.exec(
        session.setCookie,
      );
      return [session.linkToken, session.bearerToken, session.pageKey, cookie![1]!];
    };
    const secrets = [...secretsOf(first), ...secretsOf(second)];
    for (const secret of secrets) expect(Buffer.from(secret, 'base64url').length).toBe(32);
    expect(new Set(secrets).size).toBe(8);
    expect(second.hasCookie(first.setCookie.split(';')[0])).toBe(false);
  });

  it('needs none for the scripts and styles of the app, and for nothing beside them', () => {
    const { session } = signedIn();
    expect(get(session, '/assets/index-Bx3f9a2c.js')).toBe('pass');
    for (const url of [
      '/assets/',
      '/assets/../index.html',
      '/assets/..%2findex.html',
      '/assets/a/b.js',
      '/index.html',
    ])
      expect(get(session, url), url).toBe(401);
  });

  it('finds the cookie among others', () => {
    const { session, cookie } = signedIn();
    expect(session.hasCookie(`a=1; ls_4321=stale; ${cookie}; b=2`)).toBe(true);
    expect(session.hasCookie(cookie.replace('ls_4321', 'ls_4322'))).toBe(false);
    expect(session.hasCookie(undefined)).toBe(false);
  });
});

describe('commands', () => {
  const { session, cookie, key } = signedIn();
  const good = { host, cookie, origin, 'x-lambdascope': key, 'sec-fetch-site': 'same-origin' };
  const post = (headers: Record<string, string | undefined>, method = 'POST'): number | string => {
    const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
    return status(judgeRequest({ method, url: '/api/getRun', headers: given }, session, hosts));
  };

  it('are accepted from our own page', () => {
    expect(post(good)).toBe('pass');
  });

  it('are accepted from a script with the bearer token, and nothing else', () => {
    expect(post({ host, authorization: `Bearer ${session.bearerToken}` })).toBe('pass');
    expect(post({ host, authorization: `Bearer ${session.bearerToken}x` })).toBe(401);
    expect(post({ host, authorization: `Basic ${session.bearerToken}` })).toBe(401);
    expect(post({ ...good, authorization: 'Bearer wrong' }), 'a wrong token is not mended by a cookie').toBe(
      401,
    );
  });

  it('give a page back the cookie that it lost', () => {
    const judge = (change: object): Verdict =>
      judgeRequest({ method: 'POST', url: '/api/getRun', headers: { ...good, ...change } }, session, hosts);
    expect(judge({})).toEqual({ kind: 'pass', isSignedIn: true, renewCookie: false });
    expect(judge({ cookie: 'ls_4321=overwritten' })).toEqual({
      kind: 'pass',
      isSignedIn: true,
      renewCookie: true,
    });
  });

  it.each([
    ['the cookie alone', { 'x-lambdascope': undefined }, 401],
    ['the cookie and a wrong key', { 'x-lambdascope': '1' }, 401],
    ['the cookie in place of the key', { 'x-lambdascope': cookie.split('=')[1]! }, 401],
    ['no Origin', { origin: undefined }, 403],
    ['a foreign Origin', { origin: 'https://evil.example' }, 403],
    ['an opaque Origin', { origin: 'null' }, 403],
    ['the Origin of another port', { origin: 'http://127.0.0.1:4322' }, 403],
    ['the Origin of another of our names', { origin: `http://localhost:${port}` }, 403],
    ['an Origin of another scheme', { origin: `https://${host}` }, 403],
    ['cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['same-site, another origin', { 'sec-fetch-site': 'same-site' }, 403],
  ])('are refused with %s', (_what, change, expected) => {
    expect(post({ ...good, ...change })).toBe(expected);
  });

  it('refuses a foreign Origin even with the bearer token', () => {
    const authorization = `Bearer ${session.bearerToken}`;
    expect(post({ host, authorization, origin: 'https://evil.example' })).toBe(403);
    expect(post({ host, authorization, 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('refuses the method %s', (method) => {
    expect(post(good, method)).toBe(405);
  });

  it('refuses a cross-site GET of an API answer', () => {
    expect(post({ ...good, 'sec-fetch-site': 'cross-site' }, 'GET')).toBe(403);
  });

  it('refuses a request target that is not a path', () => {
    const headers = { host, cookie };
    const target = { method: 'GET', url: 'http://evil.example/', headers };
    expect(status(judgeRequest(target, session, hosts))).toBe(400);
  });
});

describe('event sockets', () => {
  const { session, cookie, key } = signedIn();
  const good = { host, cookie, origin, 'sec-websocket-protocol': `lambdascope, ${key}` };
  const upgrade = (headers: Record<string, string>, url = '/api/events'): number | string =>
    status(judgeUpgrade({ method: 'GET', url, headers }, session, hosts));
  const authorization = `Bearer ${session.bearerToken}`;

  it('open for our own page, and for programs', () => {
    expect(upgrade(good)).toBe('pass');
    expect(upgrade({ host, authorization })).toBe('pass');
  });

  it('are refused to everything else', () => {
    expect(upgrade({ host, origin })).toBe(403);
    expect(upgrade({ host, origin, cookie })).toBe(403);
    expect(upgrade({ host, origin, cookie, 'sec-websocket-protocol': 'lambdascope' })).toBe(403);
    expect(upgrade({ host, 'sec-websocket-protocol': key })).toBe(403);
    expect(upgrade({ ...good, origin: 'http://evil.example' })).toBe(403);
    expect(upgrade({ ...good, host: 'evil.example:4321', origin: 'http://evil.example:4321' })).toBe(403);
    expect(upgrade({ host, authorization, origin: 'http://evil.example' })).toBe(403);
    expect(upgrade({ host, authorization, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(upgrade({ host, authorization: `Bearer ${session.linkToken}` })).toBe(403);
    expect(upgrade(good, '/')).toBe(403);
    expect(upgrade(good, '/api/events/../x')).toBe(403);
    expect(upgrade(good, `/?token=${session.linkToken}`)).toBe(403);
  });
});
