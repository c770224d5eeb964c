import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { STATUS_CODES } from './node-http.ts';
import { judgeRequest, judgeUpgrade, type GatedRequest, type Verdict } from './request-gate.ts';
import { responseHeaders } from './response-headers.ts';
import type { Session } from './session.ts';

/** Answers every request that may not go on to the routes, and puts the security headers on all. */
export interface FrontDoor {
  /** True when the request may be routed. */
  admit(request: IncomingMessage, response: ServerResponse): boolean;
  /** True when the upgrade may be accepted. */
  admitSocket(request: IncomingMessage, socket: Duplex): boolean;
}

export function createFrontDoor(session: Session, hosts: ReadonlySet<string>): FrontDoor {
  return {
    admit(request, response) {
      const verdict = judgeRequest(gated(request), session, hosts);
      // Echoed only where it was found to be one of our names.
      const host = request.headers.host ?? '';
      const headers = responseHeaders(hosts.has(host) ? host : 'localhost');
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      if (verdict.kind === 'login') response.setHeader('set-cookie', session.setCookie);
      if (verdict.kind === 'login' || verdict.kind === 'home') {
        response.writeHead(303, { location: '/' }).end();
      }
      if (verdict.kind === 'refuse') refuse(request, response, verdict);
      return verdict.kind === 'pass';
    },
    admitSocket(request, socket) {
      socket.on('error', () => socket.destroy()); // a peer that hangs up during the handshake
      const verdict = judgeUpgrade(gated(request), session, hosts);
      if (verdict.kind === 'refuse') refuseUpgrade(socket, verdict.status);
      return verdict.kind === 'pass';
    },
  };
}

function gated(request: IncomingMessage): GatedRequest {
  return { method: request.method ?? '', url: request.url ?? '', headers: request.headers };
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, reason }: Extract<Verdict, { kind: 'refuse' }>,
): void {
  const isApi = request.url?.startsWith('/api/') === true;
  response.writeHead(status, {
    'content-type': isApi ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
    connection: 'close', // or the body, which nobody reads, would be taken for the next request
  });
  const error = { code: 'unauthorized', message: reason };
  response.end(isApi ? JSON.stringify({ error }) : `Lambdascope: ${reason}\n`);
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
