import type { IncomingHttpHeaders } from 'node:http';
import type { Session } from './session.ts';

/**
 * A page of another origin cannot send this header without a CORS preflight, which is never granted. Scripts that
 * send `Authorization: Bearer TOKEN` need not send it: that header cannot be forged by a page either.
 */
export const commandHeader = 'x-lambdascope';
export const eventsPath = '/api/events';

export interface GatedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'login' } // first use of the link: set the cookie, go to /
  | { readonly kind: 'home' } // a link opened again by a browser that is in already: go to /
  | { readonly kind: 'refuse'; readonly status: number; readonly reason: string };

const pass: Verdict = { kind: 'pass' };
const refuse = (status: number, reason: string): Verdict => ({ kind: 'refuse', status, reason });

const openTheLink =
  'open the link that serve printed when it started (it works once), or send it as "Authorization: Bearer TOKEN"';

/** Decides on a request before anything else looks at it. */
export function judgeRequest(request: GatedRequest, session: Session, hosts: ReadonlySet<string>): Verdict {
  const { method, url, headers } = request;
  if (!isOwnHost(headers, hosts)) return refuse(403, `not served under the name ${quote(headers.host)}`);
  if (!url.startsWith('/')) return refuse(400, 'the request target must be a path');
  if (!['GET', 'HEAD', 'POST'].includes(method)) return refuse(405, `${method} is not used here`);

  const isBearer = session.hasBearer(headers.authorization);
  const isBrowser = headers.authorization === undefined && session.hasCookie(headers.cookie);
  const token = method === 'GET' ? tokenOf(url) : null;
  if (token !== null && isBrowser) return { kind: 'home' };
  if (token !== null && session.redeem(token)) return { kind: 'login' };
  if (!isBearer && !isBrowser) return refuse(401, `not signed in: ${openTheLink}`);

  const isRead = method !== 'POST';
  if (!isRead || url.startsWith('/api/')) {
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      return refuse(403, `requests from another site (${quote(site)}) are refused`);
    }
    if (headers.origin !== undefined && !isOwnOrigin(headers)) {
      return refuse(403, `requests from the origin ${quote(headers.origin)} are refused`);
    }
  }
  if (isRead || isBearer) return pass;
  if (headers.origin === undefined) return refuse(403, 'a command with a cookie needs its Origin header');
  if (headers[commandHeader] === undefined)
    return refuse(403, `a command needs the header ${commandHeader}: 1`);
  return pass;
}

/** Decides on a WebSocket: browsers do not hold those to the same-origin rule, so the Origin must be our own. */
export function judgeUpgrade(
  { url, headers }: GatedRequest,
  session: Session,
  hosts: ReadonlySet<string>,
): Verdict {
  if (!isOwnHost(headers, hosts)) return refuse(403, 'wrong Host');
  if (url !== eventsPath) return refuse(403, `events are at ${eventsPath}`);
  if (!isOwnOrigin(headers)) return refuse(403, 'wrong Origin');
  if (!session.hasCookie(headers.cookie)) return refuse(403, 'not signed in');
  return pass;
}

function isOwnHost(headers: IncomingHttpHeaders, hosts: ReadonlySet<string>): boolean {
  return headers.host !== undefined && hosts.has(headers.host);
}

/** Scheme, name and port as the browser addressed us, letter for letter. */
function isOwnOrigin(headers: IncomingHttpHeaders): boolean {
  return headers.origin === `http://${headers.host}`;
}

function tokenOf(url: string): string | null {
  const query = url.startsWith('/?') ? url.slice(2) : '';
  return new URLSearchParams(query).get('token');
}

function quote(value: unknown): string {
  return JSON.stringify(value ?? '').slice(0, 120);
}
