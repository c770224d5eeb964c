import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventsProtocol, type AppEvent } from '#api';
import { startServer, type RunningServer } from './index.ts';
import { createFakeApp, createRendererDir, send, signIn, type RawResponse } from './served-app.fixture.ts';
import { wire } from './wire.ts';

const rendererDir = createRendererDir();
let server: RunningServer;
let origin: string;
let cookie: string;
let key: string;
let pageHeaders: Record<string, string>;
let app: ReturnType<typeof createFakeApp>;

beforeEach(async () => {
  app = createFakeApp();
  server = await startServer({ app, rendererDir, port: 0 });
  ({ origin, cookie, key, pageHeaders } = await signIn(server.url));
});
afterEach(() => server.close());

const get = (path: string, method = 'GET'): Promise<RawResponse> =>
  send(origin, path, { method, headers: { cookie } });

function openSocket(
  headers: Record<string, string> = { origin },
  path = '/api/events',
  protocols = [eventsProtocol, key],
): WebSocket {
  return new WebSocket(`${origin.replace('http', 'ws')}${path}`, protocols, { headers });
}

const opened = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
const closed = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.on('close', (code) => resolve(code)));

describe('exports', () => {
  async function* rows(...chunks: string[]): AsyncGenerator<string> {
    yield* chunks;
  }

  it('are streamed as an attachment, once', async () => {
    app.exports.set('t1', { fileName: 'λ runs.csv', chunks: rows('a,b\r\n', '1,NaN\r\n') });
    const file = await get('/api/exports/t1');
    expect([file.status, file.body]).toEqual([200, 'a,b\r\n1,NaN\r\n']);
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.headers['content-disposition']).toBe(
      'attachment; filename="__runs.csv"; filename*=UTF-8\'\'%CE%BB%20runs.csv',
    );
    expect(file.headers['cache-control']).toBe('no-store');
    const again = await get('/api/exports/t1');
    expect([again.status, JSON.parse(again.body).error.code]).toEqual([404, 'notFound']);
  });

  it('are not used up by HEAD or by a client that is not signed in', async () => {
    app.exports.set('t1', { fileName: 'runs.csv', chunks: rows('x') });
    await get('/api/exports/t1', 'HEAD');
    expect((await send(origin, '/api/exports/t1')).status).toBe(401);
    expect((await get('/api/exports/t1')).body).toBe('x');
  });

  it('generate no more than the reader takes, and stop when it leaves', async () => {
    const chunk = 'x'.repeat(64 * 1024);
    let produced = 0;
    let ended = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (ended = resolve));
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) {
          produced += chunk.length;
          yield chunk;
        }
      } finally {
        ended();
      }
    }
    app.exports.set('big', { fileName: 'epochs.csv', chunks: endless() });
    const { hostname, port } = new URL(origin);
    const outgoing = request({ hostname, port, path: '/api/exports/big', headers: { cookie }, agent: false });
    outgoing.on('error', () => undefined).end();
    outgoing.on('response', (response) => {
      response.on('error', () => undefined);
      response.once('data', () => response.destroy());
    });
    await stopped;
    expect(produced).toBeLessThan(64 * 1024 * 1024);
  });

  it('break the connection when they fail half-way', async () => {
    async function* failing(): AsyncGenerator<string> {
      yield 'a\r\n';
      throw new Error('disk read failed');
    }
    app.exports.set('bad', { fileName: 'runs.csv', chunks: failing() });
    await expect(get('/api/exports/bad')).rejects.toThrow();
  });
});

describe('events', () => {
  it('reach every page, in order', async () => {
    const events: AppEvent[] = [
      { kind: 'runsRemoved', ids: ['a', 'b'] },
      { kind: 'historyChanged' },
      {
        kind: 'activityChanged',
        activity: {
          liveRuns: 0,
          runningRuns: 0,
          pausedRuns: 0,
          stopping: [],
          progress: 0,
          trainers: null,
          held: null,
          folder: null,
          deleting: null,
          live: [],
        },
      },
    ];
    const received = [openSocket(), openSocket()].map(async (socket) => {
      await opened(socket);
      return { socket, all: collect(socket, events.length) };
    });
    const pages = await Promise.all(received);
    events.forEach((event) => app.emit(event));
    for (const { all, socket } of pages) {
      expect(await all).toEqual(events);
      socket.terminate();
    }
  });

  it('are counted: by the first message of a socket, and by the answers to commands', async () => {
    const counted = async (): Promise<unknown[]> => {
      const socket = openSocket();
      const [first] = (await once(socket, 'message')) as [Buffer];
      socket.terminate();
      const answer = await send(origin, '/api/emptyTrash', {
        method: 'POST',
        headers: pageHeaders,
        body: '{}',
      });
      return [wire.decode(first.toString()), answer.headers['x-lambdascope-events']];
    };
    expect(await counted()).toEqual([{ eventsBefore: 0 }, '0']);
    app.emit({ kind: 'historyChanged' });
    app.emit({ kind: 'queueChanged' });
    expect(await counted()).toEqual([{ eventsBefore: 2 }, '2']);
  });

  it.each([
    ['with the cookie alone', (): WebSocket => openSocket({ cookie, origin }, '/api/events', [])],
    ['without Origin', (): WebSocket => openSocket({ cookie })],
    ['from a foreign Origin', (): WebSocket => openSocket({ cookie, origin: 'http://evil.example' })],
    ['for another Host', (): WebSocket => openSocket({ cookie, origin, host: 'evil.example' })],
    ['on another path', (): WebSocket => openSocket({ cookie, origin }, '/api/other')],
  ])('refuses a socket %s', async (_what, open) => {
    await expect(opened(open())).rejects.toThrow('Unexpected server response: 403');
  });

  it('are open to programs with the bearer token, and a page’s key is not echoed to it', async () => {
    const program = openSocket({ authorization: `Bearer ${server.token}` }, '/api/events', []);
    const page = openSocket();
    await Promise.all([opened(program), opened(page)]);
    expect([program.protocol, page.protocol]).toEqual(['', eventsProtocol]);
    const received = collect(program, 1);
    app.emit({ kind: 'historyChanged' });
    expect(await received).toEqual([{ kind: 'historyChanged' }]);
    program.terminate();
    page.terminate();
  });

  it('closes a socket that sends more than 1 MiB, and serves the others', async () => {
    const [rude, polite] = [openSocket(), openSocket()];
    await Promise.all([opened(rude), opened(polite)]);
    const gone = closed(rude);
    rude.send('x'.repeat(1024 * 1024 + 1));
    expect([1006, 1009]).toContain(await gone);
    const next = collect(polite, 1);
    app.emit({ kind: 'historyChanged' });
    expect(await next).toEqual([{ kind: 'historyChanged' }]);
    polite.terminate();
  });

  it('drops a page that does not read, before its backlog exceeds a few megabytes', async () => {
    const slow = await rawSocket();
    const gone = new Promise((resolve) => slow.on('close', resolve));
    slow.pause();
    const event: AppEvent = { kind: 'runsRemoved', ids: ['x'.repeat(512 * 1024)] };
    // The system's own buffers hold some of it; 64 MB is more than any of them.
    for (let sent = 0; sent < 128; sent++) {
      app.emit(event);
      await new Promise((resolve) => setImmediate(resolve));
    }
    slow.resume();
    slow.on('data', () => undefined);
    await gone;
    expect(slow.bytesRead).toBeLessThan(128 * 512 * 1024);
  });
});

function collect(socket: WebSocket, count: number): Promise<unknown[]> {
  const messages: unknown[] = [];
  return new Promise((resolve) => {
    socket.on('message', (data) => {
      const message = wire.decode((data as Buffer).toString()) as object;
      if ('eventsBefore' in message) return;
      messages.push(message);
      if (messages.length === count) resolve(messages);
    });
  });
}

/** A hand-written WebSocket client that can stop reading. */
function rawSocket(): Promise<Socket> {
  const { host, port } = new URL(origin);
  const socket = connect(Number(port), '127.0.0.1');
  const lines = [
    'GET /api/events HTTP/1.1',
    `Host: ${host}`,
    `Origin: ${origin}`,
    `Sec-WebSocket-Protocol: ${eventsProtocol}, ${key}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  socket.on('error', () => undefined);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return new Promise((resolve) => socket.once('data', () => resolve(socket)));
}
