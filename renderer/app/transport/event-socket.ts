import type { ConnectionState } from '#api';
import { createListeners } from './listeners.ts';

/** The part of WebSocket used here. */
export interface EventSocket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: MessageEvent<string>) => void) | null;
  /** Always follows an error, so errors need no handler. */
  onclose: ((event: never) => void) | null;
  close(): void;
}

export interface KeptSocket {
  /** Calls `listener` with the current state at once, then on every change. */
  onConnection(listener: (state: ConnectionState) => void): () => void;
  isOpen(): boolean;
  /** Drops the current socket and tries again. */
  reopen(): void;
  close(): void;
}

const firstDelayMs = 100;
const longestDelayMs = 2000;

/**
 * Keeps one socket open: whenever it closes, tries again after 100 ms, then after twice as long each time, up to 2 s. A browser cannot tell
 * a refused socket from an unreachable host, so `isRefused` is called each time; it must not reject.
 */
export function keepSocketOpen(
  open: () => EventSocket,
  on: { onMessage(text: string): void; isRefused(): Promise<boolean> },
): KeptSocket {
  const connection = createListeners<[ConnectionState]>();
  let state: ConnectionState = 'open'; // assumed until proven otherwise, so that no banner flashes at startup
  let socket: EventSocket | null = null;
  let isOpen = false;
  let isClosed = false;
  let delayMs = firstDelayMs;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function setState(next: ConnectionState): void {
    if (state === next) return;
    state = next;
    connection.call(next);
  }

  function connect(): void {
    timer = null;
    socket = open();
    socket.onopen = () => {
      isOpen = true;
      delayMs = firstDelayMs;
      setState('open');
    };
    socket.onmessage = ({ data }) => on.onMessage(data);
    socket.onclose = lost;
  }

  function lost(): void {
    drop();
    if (state === 'open') setState('lost');
    if (isClosed || timer !== null) return;
    void explain();
    timer = setTimeout(connect, delayMs);
    delayMs = Math.min(delayMs * 2, longestDelayMs);
  }

  async function explain(): Promise<void> {
    const refused = await on.isRefused();
    if (!isOpen && !isClosed) setState(refused ? 'signedOut' : 'lost');
  }

  function drop(): void {
    isOpen = false;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    socket = null;
  }

  connect();
  return {
    onConnection(listener) {
      listener(state);
      return connection.add(listener);
    },
    isOpen: () => isOpen,
    reopen: lost,
    close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      drop();
    },
  };
}
