import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError, type AppEventListener, type Dispatch } from '#api';
import { allowedHosts, isHost, reachableOrigin } from './addresses.ts';
import { pageWithKey } from './app-page.ts';
import { addCommandRoutes, sendError } from './command-routes.ts';
import { watchConnections } from './connections.ts';
import { createEventSockets } from './event-sockets.ts';
import type { PreparedFile } from '#app';
import { addExportRoute } from './export-route.ts';
import { createHttpGuard, type HttpGuard } from './http-guard.ts';
import { listenError } from './listen-error.ts';
import { createServer, STATUS_CODES } from './node-http.ts';
import { requestRefusal, unreadableRequest } from './request-refusal.ts';
import { createSession } from './session.ts';
import { addStaticFiles } from './static-files.ts';

/** Cookies of other programs on this machine come with every request; with more than this, requests cannot be answered. */
const maxHeaderBytes = 64 * 1024;

/** No route has a schema for fastify to check: the schema compilers would take longer to load than the rest of it. */
const refuseSchema = (): never => {
  throw new Error('routes have no schemas of fastify; the contract has those of commands');
};
const withoutSchemas = { buildValidator: () => refuseSchema, buildSerializer: () => refuseSchema };

/** What the server needs from the application. */
export interface ServedApp {
  readonly dispatch: Dispatch;
  onEvent(listener: AppEventListener): () => void;
  /** Throws AppError notFound for an unknown or used ticket. */
  takeExport(ticket: string): PreparedFile;
}

export interface ServerOptions {
  /** While the app is still opening, everything is prepared except listening. */
  readonly app: ServedApp | Promise<ServedApp>;
  /** Folder of the built renderer. */
  readonly rendererDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on, 127.0.0.1 by default. Any other lets other machines in: warn the user. */
  readonly host?: string;
  /** Receives what the user who runs the server should know. */
  readonly warn?: (message: string) => void;
}

export interface RunningServer {
  /** The link that signs a browser in, once. */
  readonly url: string;
  /** What programs send as `Authorization: Bearer`, as long as the server runs. */
  readonly token: string;
  close(): Promise<void>;
}

/** Serves the app over HTTP and WebSocket. Throws AppError portInUse, or invalidInput for an impossible address. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { rendererDir, host = '127.0.0.1', warn = () => undefined } = options;
  if (!isHost(host)) {
    const allowed = '127.0.0.1, another address of this machine, or 0.0.0.0 for all of them';
    throw new AppError('invalidInput', `got the host ${JSON.stringify(host)}; allowed: ${allowed}`);
  }
  let door: HttpGuard | null = null; // set once the app is open and the port known; earlier requests are refused
  const server = fastify({
    forceCloseConnections: true,
    clientErrorHandler: refuseUnreadable,
    schemaController: { compilersFactory: withoutSchemas },
    frameworkErrors: (thrown, request, reply) => void answerError(thrown, request, reply),
    serverFactory: (route) =>
      createServer({ maxHeaderSize: maxHeaderBytes }, (request, response) => {
        if (door === null) response.writeHead(503).end();
        else if (door.admit(request, response)) route(request, response);
      }).on('upgrade', (request, socket, head) => {
        if (door === null) socket.destroy();
        else if (door.admitSocket(request, socket)) sockets.accept(request, socket, head);
      }),
  });
  const connections = watchConnections(server.server, warn);
  server.setErrorHandler(answerError);
  addCommandRoutes(
    server,
    (name, input) => app.dispatch(name, input),
    () => sockets.count,
  );
  addExportRoute(server, (ticket) => app.takeExport(ticket));
  await addStaticFiles(server, rendererDir);
  await server.ready();
  const app = await options.app;
  const sockets = createEventSockets((listener) => app.onEvent(listener));

  const close = async (): Promise<void> => {
    sockets.close();
    const closed = server.close();
    connections.breakAll();
    await closed;
  };
  try {
    await server.listen({ host, port: options.port });
  } catch (thrown) {
    await close();
    throw listenError(thrown, host, options.port);
  }
  const { port } = server.server.address() as AddressInfo;
  const session = createSession(port);
  door = createHttpGuard(
    session,
    allowedHosts(host, port),
    (key) => pageWithKey(rendererDir, key),
    connections.welcome,
  );
  const url = `${reachableOrigin(host, port)}/?token=${session.linkToken}`;
  return { url, token: session.bearerToken, close };
}

function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refused = requestRefusal(thrown, request.url);
  if (refused !== null) return sendError(reply, refused.error, refused.status);
  return sendError(reply, AppError.from(thrown).toData());
}

/** There is no request to answer, only the socket that it came on. */
function refuseUnreadable(thrown: Error, socket: Duplex): void {
  if (!socket.writable || ('code' in thrown && thrown.code === 'ECONNRESET')) {
    socket.destroy();
    return;
  }
  const { status, error } = unreadableRequest(thrown);
  const body = JSON.stringify({ error });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
