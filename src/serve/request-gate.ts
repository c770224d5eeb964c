import type { IncomingHttpHeaders } from 'node:http';
import { commandHeader } from '#api';
import type { Session } from './session.ts';

export const eventsPath = '/api/events';
/** The script of the page for browsers that are not signed in. */
export const signInScriptPath = '/sign-in.js';
/**
 * The app's scripts and styles, which are public anyway, since the app is published. If they needed the cookie, a page in use could not
 * load its next screen once another program has overwritten that cookie.
 */
const publicFile = /^\/assets\/[\w.-]+$/;

export interface GatedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export type Verdict =
  /** With `renewCookie`, the page has its key but lost its cookie, and gets it again. */
  | { readonly kind: 'pass'; readonly isSignedIn: boolean; readonly renewCookie: boolean }
  | { readonly kind: 'signIn' } // first use of the link: hand over cookie and key
  | { readonly kind: 'home' } // a link opened again by a signed-in browser: go to /
  | { readonly kind: 'signInScript' } // contains no secret, so everybody may read it
  | { readonly kind: 'refuse'; readonly status: number; readonly reason: string };

const pass = { kind: 'pass', isSignedIn: true, renewCookie: false } as const satisfies Verdict;
const refuse = (status: number, reason: string): Verdict => ({ kind: 'refuse', status, reason });

const notSignedIn =
  'not signed in: a browser opens the link that serve printed when it started (it works once), a program sends the printed token as "Authorization: Bearer TOKEN"';

/**
 * Judges a request before anything else looks at it. A cookie only lets a browser read the page and fetch exports whose tickets it was
 * given; commands need the page's key or the bearer token.
 */
export function judgeRequest(request: GatedRequest, session: Session, hosts: ReadonlySet<string>): Verdict {
  const { method, url, headers } = request;
  if (!isOwnHost(headers, hosts))
    return refuse(403, `not served under the name ${quote(headers.host)}: open the link that serve printed`);
  if (!url.startsWith('/')) return refuse(400, 'the request target must be a path');
  if (!['GET', 'HEAD', 'POST'].includes(method)) return refuse(405, `the method ${method} is not allowed`);
  return method === 'POST' ? judgeCommand(headers, session) : judgeRead(request, session);
}

function judgeRead({ method, url, headers }: GatedRequest, session: Session): Verdict {
  if (url === signInScriptPath) return { kind: 'signInScript' };
  const isBearer = session.hasBearer(headers.authorization);
  const isBrowser = headers.authorization === undefined && session.hasCookie(headers.cookie);
  if (publicFile.test(url)) return { ...pass, isSignedIn: isBearer || isBrowser };
  const token = method === 'GET' ? tokenOf(url) : null;
  if (token !== null && isBrowser) return { kind: 'home' };
  if (token !== null && session.redeem(token)) return { kind: 'signIn' };
  if (!isBearer && !isBrowser) return refuse(401, notSignedIn);
  return url.startsWith('/api/') ? (foreignSender(headers) ?? pass) : pass;
}

function judgeCommand(headers: IncomingHttpHeaders, session: Session): Verdict {
  const key = headers[commandHeader];
  const isBearer = session.hasBearer(headers.authorization);
  const isPage = headers.authorization === undefined && typeof key === 'string' && session.isPageKey(key);
  if (!isBearer && !isPage) return refuse(401, notSignedIn);
  const foreign = foreignSender(headers);
  if (foreign) return foreign;
  if (isBearer) return pass;
  if (headers.origin === undefined) return refuse(403, 'a command of a page needs its Origin header');
  return { ...pass, renewCookie: !session.hasCookie(headers.cookie) };
}

/** Judges a WebSocket upgrade: browsers do not apply the same-origin rule to these, so a page's Origin must be our own. */
export function judgeUpgrade(
  { url, headers }: GatedRequest,
  session: Session,
  hosts: ReadonlySet<string>,
): Verdict {
  if (!isOwnHost(headers, hosts)) return refuse(403, 'wrong Host');
  if (url !== eventsPath) return refuse(403, `events are at ${eventsPath}`);
  const foreign = foreignSender(headers);
  if (foreign) return foreign;
  if (session.hasBearer(headers.authorization)) return pass;
  if (headers.origin === undefined) return refuse(403, 'the socket of a page needs its Origin header');
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  return offered.some(session.isPageKey) ? pass : refuse(403, 'not signed in');
}

/** The refusal of a page that is not ours, as far as the browser tells. */
function foreignSender(headers: IncomingHttpHeaders): Verdict | null {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return refuse(403, `requests from another site (${quote(site)}) are refused`);
  }
  // Scheme, name and port exactly as the browser addressed us.
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return refuse(403, `requests from the origin ${quote(headers.origin)} are refused`);
  }
  return null;
}

function isOwnHost(headers: IncomingHttpHeaders, hosts: ReadonlySet<string>): boolean {
  return headers.host !== undefined && hosts.has(headers.host);
}

function tokenOf(url: string): string | null {
  const query = url.startsWith('/?') ? url.slice(2) : '';
  return new URLSearchParams(query).get('token');
}

function quote(value: unknown): string {
  return JSON.stringify(value ?? '').slice(0, 120);
}
