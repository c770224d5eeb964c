import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { AppError, type AppEventListener, type Dispatch } from '#api';
import { allowedHosts, reachableOrigin } from './addresses.ts';
import { addCommandRoutes, sendError } from './command-routes.ts';
import { createEventSockets } from './event-sockets.ts';
import { addExportRoute, type PreparedExport } from './export-route.ts';
import { createFrontDoor, type FrontDoor } from './front-door.ts';
import { listenError } from './listen-error.ts';
import { createServer } from './node-http.ts';
import { createSession } from './session.ts';
import { addStaticFiles } from './static-files.ts';

const maxBodyBytes = 16 * 1024 * 1024;

/** What the server needs of the application. */
export interface ServedApp {
  readonly dispatch: Dispatch;
  onEvent(listener: AppEventListener): () => void;
  /** Throws AppError notFound for a ticket that is unknown or used. */
  takeExport(ticket: string): PreparedExport;
}

export interface ServerOptions {
  readonly app: ServedApp;
  /** Folder of the built renderer. */
  readonly rendererDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on, 127.0.0.1 by default. Any other lets other machines in: warn the user. */
  readonly host?: string;
}

export interface RunningServer {
  /** The link that signs a browser in, once. */
  readonly url: string;
  /** What programs send as `Authorization: Bearer`, for as long as the server runs. */
  readonly token: string;
  close(): Promise<void>;
}

/** Serves the app over HTTP and WebSocket. Throws AppError portInUse, or invalidInput for an impossible address. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { app, rendererDir, host = '127.0.0.1' } = options;
  const sockets = createEventSockets((listener) => app.onEvent(listener));
  let door: FrontDoor | null = null; // there is none before the port is known
  const server = fastify({
    bodyLimit: maxBodyBytes,
    forceCloseConnections: true,
    serverFactory: (route) =>
      createServer((request, response) => {
        if (door === null) response.writeHead(503).end();
        else if (door.admit(request, response)) route(request, response);
      }).on('upgrade', (request, socket, head) => {
        if (door === null) socket.destroy();
        else if (door.admitSocket(request, socket)) sockets.accept(request, socket, head);
      }),
  });
  server.setErrorHandler((thrown, _request, reply) => {
    const refused = requestRefusal(thrown);
    if (refused === null) return sendError(reply, AppError.from(thrown).toData());
    return sendError(reply, { code: 'invalidInput', message: refused.message }, refused.statusCode);
  });
  addCommandRoutes(server, app.dispatch);
  addExportRoute(server, (ticket) => app.takeExport(ticket));
  await addStaticFiles(server, rendererDir);

  const close = async (): Promise<void> => {
    sockets.close();
    await server.close();
  };
  try {
    await server.listen({ host, port: options.port });
  } catch (thrown) {
    await close();
    throw listenError(thrown, host, options.port);
  }
  const { port } = server.server.address() as AddressInfo;
  const session = createSession(port);
  door = createFrontDoor(session, allowedHosts(host, port));
  const url = `${reachableOrigin(host, port)}/?token=${session.linkToken}`;
  return { url, token: session.bearerToken, close };
}

/** What fastify itself finds wrong with a request: too large, of another content type. */
function requestRefusal(thrown: unknown): { statusCode: number; message: string } | null {
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('statusCode' in thrown)) return null;
  const { statusCode, message } = thrown;
  return typeof statusCode === 'number' && statusCode < 500 ? { statusCode, message } : null;
}
