import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { eventsProtocol, type AppEventListener, type StreamStart } from '#api';
import { wire } from './wire.ts';

const maxPayloadBytes = 1024 * 1024;
const maxBufferedBytes = 4 * 1024 * 1024;

/** The event streams of all connected pages. */
export interface EventSockets {
  /** How many events there have been. */
  readonly count: number;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** Sends every event of `subscribe` to every socket. Clients send nothing on it; commands are POSTs. */
export function createEventSockets(subscribe: (listener: AppEventListener) => () => void): EventSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    perMessageDeflate: false,
    // A page also offers its key as a protocol, which must not be echoed.
    handleProtocols: (offered) => (offered.has(eventsProtocol) ? eventsProtocol : false),
  });
  let count = 0;
  const unsubscribe = subscribe((event) => {
    count++;
    if (server.clients.size === 0) return;
    const message = wire.encode(event);
    for (const client of server.clients) sendOrDrop(client, message);
  });
  return {
    get count() {
      return count;
    },
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (client) => {
        // A client's protocol error (such as an oversized message) closes its socket; there is nobody to tell.
        client.on('error', () => client.terminate());
        client.send(wire.encode({ eventsBefore: count } satisfies StreamStart));
      });
    },
    close() {
      unsubscribe();
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

/** A client that does not read is dropped before its backlog fills our memory; when it reconnects it reads everything again. */
function sendOrDrop(client: WebSocket, message: string): void {
  if (client.bufferedAmount > maxBufferedBytes) client.terminate();
  else client.send(message);
}
