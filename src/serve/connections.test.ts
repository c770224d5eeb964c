import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { eventsProtocol } from '#api';
import { startServer, type RunningServer } from './index.ts';
import { createFakeApp, createRendererDir, send, signIn, type SignedIn } from './served-app.fixture.ts';

const rendererDir = createRendererDir();
let server: RunningServer;
let page: SignedIn;
let warnings: string[];

beforeEach(async () => {
  warnings = [];
  const app = createFakeApp({ emptyTrash: () => ({ deleted: 3, sweeps: 0 }) });
  const warn = (message: string): void => void warnings.push(message);
  server = await startServer({ app, rendererDir, port: 0, warn });
  page = await signIn(server.url);
});
afterEach(() => server.close());

/** A connection that sends nothing, and a promise of when it is closed. */
async function openIdle(): Promise<{ socket: Socket; closed: Promise<void> }> {
  const socket = connect(Number(new URL(page.origin).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, closed };
}

const isOpen = ({ socket }: { socket: Socket }): boolean => !socket.destroyed;

it('keeps 64 connections that have not signed in, closes the oldest beyond that, and reports it once', async () => {
  const idle = [];
  for (let count = 0; count < 200; count++) idle.push(await openIdle());
  await Promise.all(idle.slice(0, 136).map(({ closed }) => closed));
  expect(idle.slice(136).every(isOpen)).toBe(true);
  expect(warnings).toEqual([
    'more than 64 connections have not signed in; the oldest are closed, and the server goes on',
  ]);
  const answer = await send(page.origin, '/api/emptyTrash', {
    method: 'POST',
    headers: page.pageHeaders,
    body: '{}',
  });
  expect(answer.body).toBe('{"deleted":3,"sweeps":0}');
});

it('keeps signed-in ones: an event stream and a connection that carried a command', async () => {
  const events = new WebSocket(
    `${page.origin.replace('http', 'ws')}/api/events`,
    [eventsProtocol, page.key],
    {
      headers: { origin: page.origin },
    },
  );
  await new Promise((resolve) => events.once('open', resolve));
  const program = await openIdle();
  const { host } = new URL(page.origin);
  program.socket.write(
    `POST /api/emptyTrash HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${server.token}\r\nContent-Length: 0\r\nContent-Type: application/json\r\n\r\n`,
  );
  await new Promise((resolve) => program.socket.once('data', resolve));
  const idle = [];
  for (let count = 0; count < 100; count++) idle.push(await openIdle());
  await Promise.all(idle.slice(0, 36).map(({ closed }) => closed));
  expect(isOpen(program)).toBe(true);
  expect(events.readyState).toBe(WebSocket.OPEN);
});

it('survives a request that is not HTTP', async () => {
  const { socket, closed } = await openIdle();
  socket.end('NOT HTTP\r\n\r\n');
  socket.resume();
  await closed;
  expect((await send(page.origin, '/', { headers: { cookie: page.cookie } })).status).toBe(200);
});

it('closes immediately, whatever is connected: idle, half a request, and a refused upgrade that nobody ends', async () => {
  const { host } = new URL(page.origin);
  const [idle, half, refused] = [await openIdle(), await openIdle(), await openIdle()];
  half.socket.write(`POST /api/emptyTrash HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n`);
  refused.socket.write(
    `GET /api/events HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
  );
  await new Promise((resolve) => refused.socket.once('data', resolve));
  await server.close();
  await Promise.all([idle.closed, half.closed, refused.closed]);
});

it.each(['', ' ', 'a b', '127.0.0.1/x', '[::1]', 'http://x'])(
  'refuses the host %j before it listens',
  async (host) => {
    const starting = startServer({ app: createFakeApp(), rendererDir, port: 0, host });
    await expect(starting).rejects.toMatchObject({
      code: 'invalidInput',
      message: `got the host ${JSON.stringify(host)}; allowed: 127.0.0.1, another address of this machine, or 0.0.0.0 for all of them`,
    });
  },
);
