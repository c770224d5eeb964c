import {
  AppError,
  commandHeader,
  eventsHeader,
  type AppErrorData,
  type AppEvent,
  type StreamStart,
  type Transport,
  type createCodec,
} from '#api';
import { createListeners } from './listeners.ts';
import { keepSocketOpen, type EventSocket } from './event-socket.ts';

/** What the transport needs from its environment: a browser's or a test's. */
export interface HttpSurroundings {
  /** The key of this origin, looked up each time: another tab may have signed in since. Empty if there is none. */
  readonly pageKey: () => string;
  /** Same-origin fetch with the session cookie. */
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly openSocket: (pageKey: string) => EventSocket;
  /** Downloads `path` to a file that the user keeps. */
  readonly download: (path: string, fileName: string) => Promise<boolean>;
  readonly codec: ReturnType<typeof createCodec>;
}

const signInAdvice =
  'this page is not signed in: open the link that "serve" printed when it started, and start it again where that link was used already';

/** Commands as POST /api/NAME, events over a WebSocket that is reopened for as long as the page lives. */
export function createHttpTransport(surroundings: HttpSurroundings): Transport {
  const { pageKey, fetch, openSocket, download, codec } = surroundings;
  const events = createListeners<[AppEvent]>();
  // What was read before the socket opened may have changed unnoticed: if the host has sent events in between.
  /** How many it had sent when the socket opened; null while none is open. */
  let watchedFrom: number | null = null;
  /** How many it had sent at the earliest of the reads since. */
  let readFrom = Infinity;
  const socket = keepSocketOpen(() => openSocket(pageKey()), {
    onMessage(text) {
      const message = codec.decode(text) as AppEvent | StreamStart;
      if (!('eventsBefore' in message)) return events.call(message);
      watchedFrom = message.eventsBefore;
      noteRead(readFrom);
      readFrom = Infinity;
    },
    isRefused,
  });
  socket.onConnection((state) => {
    if (state === 'open') return;
    watchedFrom = null;
    readFrom = -Infinity; // nobody knows what has changed by the time that it is back
  });

  function noteRead(eventsBefore: number): void {
    if (watchedFrom === null) readFrom = Math.min(readFrom, eventsBefore);
    else if (eventsBefore < watchedFrom) events.call({ kind: 'historyChanged' });
  }

  async function request(command: string, input: unknown): Promise<unknown> {
    const response = await post(command, input).catch(lose);
    const body = await response.text().catch(lose);
    if (response.ok) {
      const counted = response.headers.get(eventsHeader);
      // A proxy may drop it: then what was read before the socket opened is read again, and nothing afterwards.
      noteRead(counted === null ? (watchedFrom ?? -Infinity) : Number(counted));
      return codec.decode(body);
    }
    // The session can end while the socket stays open: the next socket is refused, which everyone learns of.
    if (response.status === 401 && socket.isOpen()) socket.reopen();
    if (response.status === 401 || response.status === 403) throw new AppError('unauthorized', signInAdvice);
    throw AppError.fromData(errorIn(body) ?? { code: 'internal', message: unexpected(response, body) });
  }

  /** Sends a request that costs the host nothing. */
  async function isRefused(): Promise<boolean> {
    try {
      const response = await post('getActivity', {});
      return response.status === 401 && errorIn(await response.text())?.code === 'unauthorized';
    } catch {
      return false; // there is no host to refuse anything
    }
  }

  function post(command: string, input: unknown): Promise<Response> {
    return fetch(`/api/${encodeURIComponent(command)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [commandHeader]: pageKey() },
      body: codec.encode(input ?? {}),
    });
  }

  function lose(thrown: unknown): never {
    socket.reopen(); // the socket may not have noticed yet, and only it can tell when the host is back
    const advice = 'the host cannot be reached; nothing was changed that it had not received';
    throw new AppError('connectionLost', advice, { cause: thrown });
  }

  function errorIn(body: string): AppErrorData | null {
    try {
      const { error } = codec.decode(body) as { error?: AppErrorData };
      return error ?? null;
    } catch {
      return null; // not an answer from our host: the caller reports it as it is
    }
  }

  return {
    isDesktop: false,
    pathOf: () => null,
    request,
    onEvent: events.add,
    onConnection: socket.onConnection,
    saveExport: (ticket, fileName) => download(`/api/exports/${encodeURIComponent(ticket)}`, fileName),
    close: socket.close,
  };
}

function unexpected(response: Response, body: string): string {
  return `the host answered ${response.status} ${response.statusText}: ${body.slice(0, 200)}`;
}
