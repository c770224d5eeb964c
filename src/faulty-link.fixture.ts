import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A way over TCP to a server, which can be made to fail as networks do. */
export interface FaultyLink {
  /** On 127.0.0.1: what a client connects to instead of the server's own port. */
  readonly port: number;
  /** `url` of the server, by way of this link. */
  through(url: string): string;
  /** Breaks every connection and lets no new one live until `mend`. */
  cut(): void;
  /** Connections stay, new ones are made, and nothing passes either way until `mend`: then all that was held does. */
  silence(): void;
  /** Ends what `cut` and `silence` began, and delays. */
  mend(): void;
  /** Each piece of data comes so many milliseconds later from now on. */
  slowDown(ms: number): void;
  /** From now on each piece of data arrives in two. */
  halve(): void;
  /** Lets so many bytes more pass to the server, and breaks the connection that sent the last of them in mid-message. */
  breakAfter(bytes: number): void;
  /** Connections that are open now. */
  readonly connections: number;
  close(): Promise<void>;
}

/** Listens on a free port of the loopback and passes everything on to `serverPort` there. */
export async function openLink(serverPort: number): Promise<FaultyLink> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let isHalving = false;
  let delayMs = 0;
  /** Bytes that may still pass to the server before a connection breaks. */
  let allowance = Infinity;
  let silence: PromiseWithResolvers<undefined> | null = null;

  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const target = connect(serverPort, '127.0.0.1');
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined); // the other one is ended by `carry`
      socket.once('close', () => sockets.delete(socket));
    }
    void carry(client, target, true);
    void carry(target, client, false);
  });

  async function carry(from: Socket, to: Socket, isToServer: boolean): Promise<void> {
    try {
      for await (const piece of from as AsyncIterable<Buffer>) {
        if (delayMs > 0) await delay(delayMs);
        await silence?.promise;
        if (isToServer && piece.length > allowance) {
          to.write(piece.subarray(0, allowance), () => to.destroy());
          allowance = Infinity;
          return;
        }
        if (isToServer) allowance -= piece.length;
        const middle = isHalving ? piece.length >> 1 : 0;
        if (middle > 0) {
          to.write(piece.subarray(0, middle));
          await delay(2); // else they arrive as one
        }
        await send(to, piece.subarray(middle));
      }
      to.end();
    } catch {
      to.destroy();
    } finally {
      from.destroy();
    }
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const breakAll = (): void => sockets.forEach((socket) => socket.destroy());

  return {
    port,
    through(url) {
      const changed = new URL(url);
      changed.port = String(port);
      return changed.href;
    },
    cut() {
      isCut = true;
      breakAll();
    },
    silence: () => void (silence ??= Promise.withResolvers()),
    mend() {
      isCut = false;
      delayMs = 0;
      silence?.resolve(undefined);
      silence = null;
    },
    slowDown: (ms) => void (delayMs = ms),
    halve: () => void (isHalving = true),
    breakAfter: (bytes) => void (allowance = bytes),
    get connections() {
      return sockets.size / 2;
    },
    async close() {
      silence?.resolve(undefined);
      const closed = once(server, 'close');
      server.close();
      breakAll();
      await closed;
    },
  };
}

/** Resolves when the system has taken it, so that a slow reader holds up the writer. */
function send(to: Socket, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    to.write(piece, (error) => (error ? reject(error) : resolve()));
  });
}
