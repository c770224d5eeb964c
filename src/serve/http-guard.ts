import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { STATUS_CODES } from './node-http.ts';
import { judgeRequest, judgeUpgrade, type GatedRequest, type Verdict } from './request-gate.ts';
import { responseHeaders } from './response-headers.ts';
import type { Session } from './session.ts';
import { refusalPage, signInPage, signInScript } from './sign-in-page.ts';

/** Answers every request that may not reach the routes, and sets the security headers on all responses. */
export interface HttpGuard {
  /** True if the request may be routed. */
  admit(request: IncomingMessage, response: ServerResponse): boolean;
  /** True if the upgrade may be accepted. */
  admitSocket(request: IncomingMessage, socket: Duplex): boolean;
}

/**
 * `pageWithKey` returns the app's page for the browser that opened the link; `welcome` is called for each connection that has signed in.
 */
export function createHttpGuard(
  session: Session,
  hosts: ReadonlySet<string>,
  pageWithKey: (key: string) => string,
  welcome: (socket: Duplex) => void,
): HttpGuard {
  function answer(request: IncomingMessage, response: ServerResponse, verdict: Verdict): void {
    switch (verdict.kind) {
      case 'pass':
        if (verdict.renewCookie) response.setHeader('set-cookie', session.setCookie);
        return;
      case 'signIn':
        response.setHeader('set-cookie', session.setCookie);
        return send(response, 200, 'text/html', pageWithKey(session.pageKey));
      case 'home':
        response.writeHead(303, { location: '/' }).end();
        return;
      case 'signInScript':
        return send(response, 200, 'text/javascript', signInScript);
      case 'refuse':
        response.setHeader('connection', 'close'); // otherwise the unread body would be taken for the next request
        return refuse(request, response, verdict);
    }
  }

  return {
    admit(request, response) {
      const verdict = judgeRequest(gated(request), session, hosts);
      // Echoed only if it is one of our names.
      const host = request.headers.host ?? '';
      const headers = responseHeaders(hosts.has(host) ? host : 'localhost');
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      if (isSignedIn(verdict)) welcome(request.socket);
      answer(request, response, verdict);
      return verdict.kind === 'pass';
    },
    admitSocket(request, socket) {
      socket.on('error', () => socket.destroy()); // a peer that hangs up during the handshake
      const verdict = judgeUpgrade(gated(request), session, hosts);
      if (isSignedIn(verdict)) welcome(socket);
      if (verdict.kind === 'refuse') refuseUpgrade(socket, verdict.status);
      return verdict.kind === 'pass';
    },
  };
}

function isSignedIn(verdict: Verdict): boolean {
  return verdict.kind === 'pass' ? verdict.isSignedIn : verdict.kind === 'signIn' || verdict.kind === 'home';
}

function gated(request: IncomingMessage): GatedRequest {
  return { method: request.method ?? '', url: request.url ?? '', headers: request.headers };
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, reason }: Extract<Verdict, { kind: 'refuse' }>,
): void {
  if (request.url?.startsWith('/api/') === true) {
    const error = { code: 'unauthorized', message: reason };
    return send(response, status, 'application/json', JSON.stringify({ error }));
  }
  if (request.method === 'GET' && request.headers.accept?.includes('text/html') === true) {
    return send(
      response,
      status,
      'text/html',
      status === 401 ? signInPage(request.headers.host!) : refusalPage(reason),
    );
  }
  send(response, status, 'text/plain', `Lambdascope: ${reason}\n`);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body);
}

/** A peer that does not hang up by itself would otherwise keep the server from closing. */
function refuseUpgrade(socket: Duplex, status: number): void {
  const answer = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  socket.end(answer, () => socket.destroy());
}
