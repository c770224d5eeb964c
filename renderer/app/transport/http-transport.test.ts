import { createCodec, type AppEvent, type Transport } from '#api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { base64, portableBase64 } from './base64.ts';
import type { EventSocket } from './event-socket.ts';
import { createHttpTransport } from './http-transport.ts';

let socket: EventSocket;
let answer: () => Promise<Response>;
let asked: { path: string; init: RequestInit }[];
let transport: Transport;
let key: string;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  key = 'first';
  answer = () => Promise.resolve(new Response('{"deleted":1}'));
  transport = createHttpTransport({
    pageKey: () => key,
    fetch: (path, init) => {
      asked.push({ path, init });
      return answer();
    },
    openSocket: () => (socket = { onopen: null, onmessage: null, onclose: null, close: () => undefined }),
    download: () => Promise.resolve(true),
    codec: createCodec(base64),
  });
});
afterEach(() => {
  transport.close();
  vi.useRealTimers();
});

const answerWith = (status: number, body: string): void => {
  answer = () => Promise.resolve(new Response(body, { status }));
};

function openSocket(eventsBefore: number): void {
  socket.onopen?.({} as never);
  socket.onmessage?.({ data: JSON.stringify({ eventsBefore }) } as MessageEvent<string>);
}

describe('createHttpTransport', () => {
  it('posts JSON with the current key, in a header that a foreign page cannot send', async () => {
    key = 'second'; // another tab opened the link of a new host
    expect(await transport.request('emptyTrash', undefined)).toEqual({ deleted: 1 });
    expect(asked).toEqual([
      {
        path: '/api/emptyTrash',
        init: {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-lambdascope': 'second' },
          body: '{}',
        },
      },
    ]);
  });

  it.each([401, 403])('explains how to sign in on %i', async (status) => {
    answerWith(status, '{"error":{"code":"unauthorized","message":"x"}}');
    const refused = transport.request('emptyTrash', {});
    await expect(refused).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('link'),
    });
  });

  it('recognizes from the answer to a command that the host does not let it in, and keeps asking', async () => {
    const states: string[] = [];
    transport.onConnection((state) => states.push(state));
    socket.onopen?.({} as never);
    answerWith(401, '{"error":{"code":"unauthorized","message":"x"}}');
    await expect(transport.request('emptyTrash', {})).rejects.toMatchObject({ code: 'unauthorized' });
    await vi.advanceTimersByTimeAsync(100);
    expect(states).toEqual(['open', 'lost', 'signedOut']);
    expect(asked.map(({ path }) => path)).toEqual(['/api/emptyTrash', '/api/getActivity']);
    answerWith(401, '<h1>Another program took the port</h1>');
    socket.onclose?.({} as never);
    await vi.advanceTimersByTimeAsync(200);
    answer = () => Promise.reject(new TypeError('Failed to fetch'));
    socket.onclose?.({} as never);
    await vi.advanceTimersByTimeAsync(400);
    socket.onopen?.({} as never);
    expect(states).toEqual(['open', 'lost', 'signedOut', 'lost', 'open']);
  });

  it('reports an answer that is not from our host', async () => {
    answerWith(502, '<h1>Bad gateway</h1>');
    const refused = transport.request('emptyTrash', {});
    await expect(refused).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('502'),
    });
  });

  it('loses the connection with a failed request, and causes a full reload when it is back', async () => {
    const states: string[] = [];
    const events: AppEvent[] = [];
    transport.onConnection((state) => states.push(state));
    transport.onEvent((event) => events.push(event));
    socket.onopen?.({} as never);
    answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(transport.request('emptyTrash', {})).rejects.toMatchObject({ code: 'connectionLost' });
    expect(states).toEqual(['open', 'lost']);
    vi.advanceTimersByTime(100);
    openSocket(0);
    expect(states).toEqual(['open', 'lost', 'open']);
    expect(events).toEqual([{ kind: 'historyChanged' }]);
  });

  const answerRead = (eventsBefore: number): void => {
    const headers = { 'x-lambdascope-events': String(eventsBefore) };
    answer = () => Promise.resolve(new Response('{}', { headers }));
  };

  it.each([
    ['the same', 4, []],
    ['more', 5, [{ kind: 'historyChanged' }]],
  ])(
    'reads again at startup what was read before the socket opened if by then the host had sent %s events',
    async (_what, sent, expected) => {
      const events: AppEvent[] = [];
      transport.onEvent((event) => events.push(event));
      answerRead(4);
      await transport.request('getPreferences', {});
      answerRead(6);
      await transport.request('getActivity', {});
      openSocket(sent);
      expect(events).toEqual(expected);
      answerRead(sent);
      await transport.request('getActivity', {});
      expect(events).toEqual(expected);
    },
  );

  it('reads again once what was read before the socket opened if a proxy drops the number of events', async () => {
    const events: AppEvent[] = [];
    transport.onEvent((event) => events.push(event));
    await transport.request('getPreferences', {});
    openSocket(4);
    await transport.request('getActivity', {});
    expect(events).toEqual([{ kind: 'historyChanged' }]);
  });

  it('reads again what was read before the socket opened and answered afterwards', async () => {
    const events: AppEvent[] = [];
    transport.onEvent((event) => events.push(event));
    answerRead(4);
    const reading = transport.request('getPreferences', {});
    openSocket(5);
    await reading;
    expect(events).toEqual([{ kind: 'historyChanged' }]);
  });
});

it.each(
  [
    [],
    [3],
    [0, 1, 2, 3, 4],
    [5, 15, 25, 35],
    [-0, 1, 2, 3],
    [-1, 0, 1, 2],
    [0, 0, 0, 0],
    [1, 2, 3, 5],
    [0.5, 1.5, 2.5, 3.5],
    [1, 2, 3, NaN],
  ].map((numbers) => [numbers]),
)('keeps %j to the bit', (numbers) => {
  const codec = createCodec(base64);
  expect(codec.decode(codec.encode(Float64Array.from(numbers)))).toEqual(Float64Array.from(numbers));
});

describe('base64', () => {
  it('matches RFC 4648', () => {
    expect(portableBase64.encode(new TextEncoder().encode('fooba'))).toBe('Zm9vYmE=');
  });

  it('is the same in portable and built-in form, for any length', () => {
    for (const length of [0, 1, 2, 3, 100_000]) {
      const bytes = Uint8Array.from({ length }, (_value, index) => (index * 31) % 256);
      const text = portableBase64.encode(bytes);
      expect(portableBase64.decode(text)).toEqual(bytes);
      expect(base64.decode(text)).toEqual(bytes);
    }
  });
});
