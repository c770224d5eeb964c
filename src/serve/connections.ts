import type { Server, Socket } from 'node:net';

/** Maximum number of open connections that have not signed in. A browser opens at most six. */
const maxStrangers = 64;
/** How long such a connection may stay open, in milliseconds. */
const strangerLifetimeMs = 15_000;
const warnAtMostEveryMs = 60_000;

/** All connections of a server. Each takes a file descriptor, which training, storage and exports need as well. */
export interface Connections {
  /** Call when a request on this connection was signed in: it may stay. */
  welcome(socket: object): void;
  /** Breaks all of them, so that the server can close. */
  breakAll(): void;
}

/**
 * Keeps connections that have not signed in from using up all file descriptors: beyond 64 of them the oldest is closed, and each after 15
 * s. `warn` receives what the user should know about it.
 */
export function watchConnections(server: Server, warn: (message: string) => void): Connections {
  const all = new Set<Socket>();
  const strangers = new Map<object, NodeJS.Timeout>(); // oldest first
  let warnedAt = -Infinity;

  function warnNowAndThen(message: string): void {
    if (performance.now() - warnedAt < warnAtMostEveryMs) return;
    warnedAt = performance.now();
    warn(message);
  }

  function welcome(socket: object): void {
    clearTimeout(strangers.get(socket));
    strangers.delete(socket);
  }

  server.on('connection', (socket: Socket) => {
    all.add(socket);
    strangers.set(socket, setTimeout(() => socket.destroy(), strangerLifetimeMs).unref());
    socket.once('close', () => {
      welcome(socket);
      all.delete(socket);
    });
    if (strangers.size <= maxStrangers) return;
    const [oldest] = strangers.keys();
    welcome(oldest!);
    (oldest as Socket).destroy();
    warnNowAndThen(
      `more than ${maxStrangers} connections have not signed in; the oldest are closed, and the server goes on`,
    );
  });
  // Without a listener, running out of file descriptors would end the process. Accepting resumes by itself once some are free.
  server.on('error', (error) => warnNowAndThen(`a connection was not accepted: ${error.message}`));

  return {
    welcome,
    breakAll() {
      for (const socket of all) socket.destroy();
    },
  };
}
