import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AppError, commandHeader } from '#api';
import { startServer, type RunningServer } from './index.ts';
import {
  assets,
  createFakeApp,
  createRendererDir,
  indexPage,
  send,
  signIn,
  type RawResponse,
  type SignedIn,
} from './served-app.fixture.ts';

const rendererDir = createRendererDir();
let server: RunningServer;
let origin: string;
let cookie: string;
let page: SignedIn;
let app: ReturnType<typeof createFakeApp>;

beforeEach(async () => {
  app = createFakeApp({
    emptyTrash: () => ({ deleted: 3, sweeps: 0 }),
    getPreferences: () => ({
      nan: NaN,
      low: -Infinity,
      values: new Float64Array([0.1, NaN]),
      epochs: new Float64Array([3, 5, 7, 9, 11]),
    }),
    setPreference: () => null,
    getRun: ({ id }) => {
      if (id === 'defect') throw new TypeError('a defect');
      throw new AppError('notFound', `no run ${id}`);
    },
  });
  server = await startServer({ app, rendererDir, port: 0 });
  page = await signIn(server.url);
  ({ origin, cookie } = page);
});
afterEach(() => server.close());

const get = (path: string): Promise<RawResponse> => send(origin, path, { headers: { cookie } });

function post(path: string, body: string, change: Record<string, string> = {}): Promise<RawResponse> {
  const headers = { ...page.pageHeaders, ...change };
  return send(origin, path, { method: 'POST', headers, body });
}

describe('the link', () => {
  it('hands cookie and key to one browser, and is worthless afterwards', async () => {
    const fresh = await startServer({ app, rendererDir, port: 0 });
    onTestFinished(() => fresh.close());
    const link = new URL(fresh.url);
    const first = await send(link.origin, link.pathname + link.search);
    expect([first.status, first.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(first.body.replace(/ data-key="[\w-]{43}"/, '')).toBe(indexPage);
    expect(first.body).not.toBe(indexPage);
    expect(first.headers['set-cookie']![0]).toMatch(
      /^ls_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=604800$/,
    );
    expect([first.headers['referrer-policy'], first.headers['cache-control']]).toEqual([
      'no-referrer',
      'no-store',
    ]);
    const again = await send(link.origin, link.pathname + link.search);
    expect([again.status, again.headers['set-cookie']]).toEqual([401, undefined]);
    expect(again.body).not.toContain('data-key');
    const authorization = `Bearer ${link.searchParams.get('token')}`;
    const asBearer = await send(link.origin, '/api/emptyTrash', {
      method: 'POST',
      headers: { authorization },
    });
    expect(asBearer.status).toBe(401);
  });

  it('goes to the app in the browser that opened it', async () => {
    const again = await get(new URL(server.url).search.replace('?', '/?'));
    expect([again.status, again.headers['location']]).toEqual([303, '/']);
  });

  it('leaves no secret except in the first answer: nothing is written to the console or the standard streams', async () => {
    const written: string[] = [];
    const record = (chunk: unknown): boolean => (written.push(String(chunk)), true);
    const spies = [process.stdout, process.stderr].map((out) =>
      vi.spyOn(out, 'write').mockImplementation(record),
    );
    const fresh = await startServer({ app, rendererDir, port: 0 });
    const link = new URL(fresh.url);
    const { key, cookie: given, pageHeaders } = await signIn(fresh.url);
    const answers = [
      await send(link.origin, link.pathname + link.search),
      await send(link.origin, `${link.pathname}${link.search}x`),
      await send(link.origin, '/', { headers: { accept: 'text/html' } }),
      await send(link.origin, '/api/getActivity', { method: 'POST', headers: pageHeaders }),
    ];
    await fresh.close();
    spies.forEach((spy) => spy.mockRestore());
    for (const secret of [link.searchParams.get('token')!, fresh.token, key, given.split('=')[1]!]) {
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(JSON.stringify(answers)).not.toContain(secret);
      expect(written.join('')).not.toContain(secret);
    }
  });
});

describe('a client that is not signed in', () => {
  const asBrowser = { accept: 'text/html,application/xhtml+xml' };

  it('is shown a page that says what to do', async () => {
    const answer = await send(origin, '/', { headers: asBrowser });
    expect([answer.status, answer.headers['content-type']]).toEqual([401, 'text/html; charset=utf-8']);
    expect(answer.body).toContain('open the link that the terminal printed');
    const script = await send(origin, '/sign-in.js');
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  it('gets one line of text where no page is expected, and JSON from the API', async () => {
    const line = await send(origin, '/');
    expect([line.status, line.body]).toEqual([
      401,
      expect.stringMatching(/^Lambdascope: not signed in: .*"Authorization: Bearer TOKEN"\n$/),
    ]);
    const answer = await send(origin, '/api/getRun', { method: 'POST', body: '{}', headers: asBrowser });
    expect([answer.status, JSON.parse(answer.body).error.code]).toEqual([401, 'unauthorized']);
  });

  it('cannot inject anything into the page that refuses another name', async () => {
    const answer = await send(origin, '/', { headers: { ...asBrowser, host: '<img src=x>"&' } });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('<img');
  });
});

describe('another program on this machine, to which every browser shows its cookies', () => {
  it('gets nothing from the app with the cookie alone', async () => {
    for (const key of ['', '1', cookie, cookie.split('=')[1]!]) {
      expect((await post('/api/emptyTrash', '{}', { [commandHeader]: key })).status).toBe(401);
    }
  });

  it('locks nobody out by overwriting it: the page gets it back with its next command', async () => {
    const overwritten = `${cookie.split('=')[0]}=of-another-program`;
    expect((await send(origin, '/', { headers: { cookie: overwritten } })).status).toBe(401);
    expect(
      (await send(origin, '/assets/index-Bx3f9a2c.js', { headers: { cookie: overwritten } })).status,
    ).toBe(200);
    const answer = await post('/api/emptyTrash', '{}', { cookie: overwritten });
    expect(answer.status).toBe(200);
    expect(String(answer.headers['set-cookie']).split(';')[0]).toBe(cookie);
    expect((await post('/api/emptyTrash', '{}')).headers['set-cookie']).toBeUndefined();
  });
});

describe('commands', () => {
  it('answer with the output as JSON that preserves NaN', async () => {
    const deleted = await post('/api/emptyTrash', '{}');
    expect([deleted.status, deleted.body]).toEqual([200, '{"deleted":3,"sweeps":0}']);
    const preferences = await post('/api/getPreferences', '');
    expect(JSON.parse(preferences.body)).toEqual({
      nan: { $number: 'NaN' },
      low: { $number: '-Infinity' },
      values: { $float64: Buffer.from(new Float64Array([0.1, NaN]).buffer).toString('base64') },
      epochs: { $range: [3, 2, 5] },
    });
    expect((await post('/api/setPreference', '{"key":"theme","value":"dark"}')).body).toBe('null');
  });

  it('reflect the code of an error in the status', async () => {
    const missing = await post('/api/getRun', '{"id":"x"}');
    expect([missing.status, JSON.parse(missing.body)]).toEqual([
      404,
      { error: { code: 'notFound', message: 'no run x' } },
    ]);
    expect((await post('/api/getRun', '{"id":"defect"}')).status).toBe(500);
    expect((await post('/api/noSuchCommand', '{}')).status).toBe(404);
    const invalid = await post('/api/getRun', '{"id":3,"extra":1}');
    expect(invalid.status).toBe(400);
    expect(
      JSON.parse(invalid.body).error.details.issues.map((issue: { path: string }) => issue.path),
    ).toEqual(expect.arrayContaining(['id']));
  });

  it('refuse bodies that are broken, of the wrong type, too large, or hostile to the codec', async () => {
    const broken = await post('/api/getRun', '{"id":');
    expect([broken.status, JSON.parse(broken.body).error.code]).toEqual([400, 'invalidInput']);
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      expect((await post('/api/emptyTrash', '{}', { 'content-type': type })).status, type).toBe(415);
    }
    expect((await post('/api/getRun', `{"id":"${'x'.repeat(17 * 1024 * 1024)}"}`)).status).toBe(413);
    expect((await post('/api/getRun', '{"id":{"$float64":"AAAA"}}')).status).toBe(400);
    expect((await post('/api/getRun', '{"id":{"$range":[0,1,1e15]}}')).status).toBe(400);
    expect((await post('/api/getRun', '{"__proto__":{"id":"x"}}')).status).toBe(400);
  });

  it('are never a GET', async () => {
    expect((await get('/api/emptyTrash')).status).toBe(404);
    expect((await send(origin, '/api/emptyTrash', { method: 'HEAD', headers: { cookie } })).status).toBe(404);
  });

  it('can be sent by a script with the bearer token alone', async () => {
    const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
    const answer = await send(origin, '/api/emptyTrash', { method: 'POST', headers, body: '{}' });
    expect([answer.status, answer.body]).toEqual([200, '{"deleted":3,"sweeps":0}']);
  });
});

describe('headers', () => {
  it.each(['/', '/assets/index-Bx3f9a2c.js', '/api/none', '/missing.js'])('are on %s', async (path) => {
    const { headers } = await get(path);
    const { host } = new URL(origin);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        `font-src 'self'; connect-src 'self' ws://${host}; worker-src 'self'; base-uri 'none'; ` +
        "form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('forbid storing API answers, and name no foreign host in a refusal', async () => {
    expect((await post('/api/emptyTrash', '{}')).headers['cache-control']).toBe('no-store');
    const refused = await send(origin, '/', { headers: { host: 'evil.example' } });
    expect(refused.status).toBe(403);
    expect(JSON.stringify(refused.headers)).not.toContain('evil');
  });
});

describe('static files', () => {
  it('serves the app for every screen, and hashed files with unlimited caching', async () => {
    for (const path of ['/', '/index.html', '/runs/amber-otter-12']) {
      const page = await get(path);
      expect([page.status, page.body], path).toEqual([200, indexPage]);
      expect(page.headers['cache-control']).toBe('no-cache');
    }
    for (const [name, text] of assets) {
      const file = await get(`/assets/${name}`);
      expect([file.status, file.body]).toEqual([200, text]);
      const type = name.endsWith('.css') ? 'text/css' : 'application/javascript';
      expect(file.headers['content-type']).toBe(`${type}; charset=utf-8`);
      expect(file.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    }
    expect((await get('/assets/none.js')).status).toBe(404);
  });

  it('sends the page again only if it has changed', async () => {
    const { etag } = (await get('/')).headers;
    const again = (known: string) =>
      send(origin, '/', { headers: { authorization: `Bearer ${server.token}`, 'if-none-match': known } });
    expect([(await again(String(etag))).status, (await again(String(etag))).body]).toEqual([304, '']);
    expect((await again('"another"')).status).toBe(200);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/..%252fsecret.txt',
    '//secret.txt',
    '/%00secret.txt',
    '/%zz',
    '/.env',
    '/assets/../.env',
  ])('gives nothing away at %s', async (path) => {
    const answer = await get(path);
    expect(answer.body).not.toContain('not for the page');
    expect(answer.status).not.toBe(500);
  });
});

describe('starting', () => {
  it('says which port is in use and what to do', async () => {
    const { port } = new URL(origin);
    const second = startServer({ app, rendererDir, port: Number(port) });
    await expect(second).rejects.toMatchObject({
      code: 'portInUse',
      message: `port ${port} on 127.0.0.1 is in use by another program; choose another with --port N, or --port 0 for any free one`,
    });
  });

  it('refuses an address that is not of this machine, and an invalid port', async () => {
    const elsewhere = startServer({ app, rendererDir, port: 0, host: '192.0.2.1' });
    await expect(elsewhere).rejects.toMatchObject({ code: 'invalidInput' });
    await expect(startServer({ app, rendererDir, port: 70_000 })).rejects.toMatchObject({
      code: 'invalidInput',
    });
  });
});
