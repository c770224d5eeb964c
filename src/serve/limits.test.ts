import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startServer, type RunningServer } from './index.ts';
import { createFakeApp, createRendererDir, send, signIn, type SignedIn } from './served-app.fixture.ts';

const rendererDir = createRendererDir();
let server: RunningServer;
let page: SignedIn;
let received: unknown[];

beforeEach(async () => {
  received = [];
  const app = createFakeApp({
    setPreference: ({ value }) => (received.push(value), null),
    tagRuns: ({ ids }) => (received.push(ids.length), { runs: [] }),
  });
  server = await startServer({ app, rendererDir, port: 0 });
  page = await signIn(server.url);
});
afterEach(() => server.close());

async function post(command: string, body: string): Promise<[status: number, message: string | null]> {
  const answer = await send(page.origin, `/api/${command}`, {
    method: 'POST',
    headers: page.pageHeaders,
    body,
  });
  return [
    answer.status,
    (JSON.parse(answer.body) as { error?: { message: string } } | null)?.error?.message ?? null,
  ];
}

const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
const tooLarge = [413, 'the body is too large; allowed: at most 1,048,576 bytes'];

describe('a body', () => {
  it('announced as too large is refused before it arrives', async () => {
    const { hostname, port } = new URL(page.origin);
    const headers = { ...page.pageHeaders, 'content-length': String(16 * 1024 * 1024) };
    const outgoing = request({ hostname, port, path: '/api/tagRuns', method: 'POST', headers, agent: false });
    onTestFinished(() => void outgoing.destroy());
    outgoing.on('error', () => undefined);
    outgoing.flushHeaders(); // and nothing after them
    const answer = await new Promise<{ status: number | undefined; body: string }>((resolve) => {
      outgoing.once('response', (response) => {
        void text(response).then((body) => resolve({ status: response.statusCode, body }));
      });
    });
    expect([answer.status, JSON.parse(answer.body).error.message]).toEqual(tooLarge);
  });

  it('of unannounced length is refused once it is too large', async () => {
    const { hostname, port } = new URL(page.origin);
    const outgoing = request({
      ...{ hostname, port, path: '/api/tagRuns', method: 'POST', agent: false },
      headers: { ...page.pageHeaders, 'transfer-encoding': 'chunked' },
    });
    onTestFinished(() => void outgoing.destroy());
    outgoing.on('error', () => undefined);
    const answered = new Promise<number | undefined>((resolve) => {
      outgoing.once('response', (response) => (response.resume(), resolve(response.statusCode)));
    });
    outgoing.write(Buffer.alloc(1024 * 1024 + 1, 0x20));
    expect(await answered).toBe(413);
  });

  it('may be as large as its command needs', async () => {
    const spaces = ' '.repeat(1_500_000);
    expect(await post('tagRuns', spaces)).toEqual(tooLarge);
    expect(await post('noSuchCommand', spaces)).toEqual(tooLarge);
    expect((await post('createRuns', `{"configs":[]${spaces}}`))[0]).toBe(400); // it was read
    expect(await post('tagRuns', JSON.stringify({ ids: Array(10_000).fill('x'.repeat(64)) }))).toEqual([
      200,
      null,
    ]);
    expect(received).toEqual([10_000]);
  });

  it('with too many values is refused without being parsed', async () => {
    const message =
      'the body has more than 25,000 values; allowed: at most 25,000, in several commands if need be';
    expect(await post('tagRuns', `{"ids":[${'1,'.repeat(500_000)}1]}`)).toEqual([400, message]);
    expect(await post('tagRuns', `[${'{},'.repeat(300_000)}{}]`)).toEqual([400, message]);
    expect(await post('tagRuns', `[${'['.repeat(50)}`)).toEqual([400, expect.stringContaining('not JSON')]);
  });

  it('is not charged for what is inside strings', async () => {
    const value = '[{,"\\'.repeat(20_000);
    expect(await post('setPreference', JSON.stringify({ key: 'text', value }))).toEqual([200, null]);
    expect(received).toEqual([value]);
  });

  it.each([101, 1500, 500_000])('of %i levels is refused with a message', async (depth) => {
    for (const body of [nested(depth), `{"key":"deep","value":${nested(depth)}}`, '['.repeat(depth)]) {
      expect(await post('setPreference', body)).toEqual([
        400,
        'the body is nested more than 100 levels deep; allowed: at most 100',
      ]);
    }
  });

  it('can hold a preference of at most 32 levels and ten thousand values', async () => {
    const set = (value: string) => post('setPreference', `{"key":"deep","value":${value}}`);
    expect(await set(nested(32))).toEqual([200, null]);
    expect(await set(nested(33))).toEqual([
      400,
      'value: got more than 32 levels of lists and objects; allowed: at most 32',
    ]);
    expect(await set(`[${'1,'.repeat(10_000)}1]`)).toEqual([
      400,
      'value: got more than 10,000 values; allowed: at most 10,000',
    ]);
    expect((await set('{"$number":"NaN"}'))[0]).toBe(400);
    expect((await post('setPreference', '{"key":"none"}'))[0]).toBe(400);
  });
});

describe('requests that no route sees are answered in the same form', () => {
  const asBearer = () => ({ authorization: `Bearer ${server.token}` });

  it.each([
    [
      'a path that cannot be decoded',
      '/api/%zz',
      400,
      'the path is not valid; a literal % is written as %25',
    ],
    ['a path of many characters', `/api/${'x'.repeat(5000)}`, 414, 'the path is too long'],
    ['a path that no file can have', '/.env/%00', 400, 'no file can have this path', 'GET'],
    ['a path that begins like another host', '//', 404, 'nothing at POST //'],
  ])('%s', async (_what, path, status, message, method = 'POST') => {
    const answer = await send(page.origin, path, { method, headers: asBearer() });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      status,
      { error: expect.objectContaining({ message }) },
    ]);
  });

  it('oversized headers', async () => {
    const headers = { ...asBearer(), cookie: `of-another-program=${'x'.repeat(70_000)}` };
    const answer = await send(page.origin, '/', { headers });
    expect([answer.status, JSON.parse(answer.body).error.message]).toEqual([
      431,
      'the headers are too large; other programs on this machine may have left many cookies for it: clear the cookies of this address',
    ]);
    expect(
      (await send(page.origin, '/', { headers: { ...headers, cookie: 'x'.repeat(40_000) } })).status,
    ).toBe(200);
  });

  it('not HTTP at all', async () => {
    const socket = connect(Number(new URL(page.origin).port), '127.0.0.1');
    socket.write('NOT HTTP\r\n\r\n');
    const answer = await text(socket);
    expect(answer.split('\r\n')[0]).toBe('HTTP/1.1 400 Bad Request');
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toEqual({
      error: { code: 'invalidInput', message: 'this is not an HTTP request that can be read' },
    });
  });
});
