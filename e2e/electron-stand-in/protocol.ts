import type * as Electron from 'electron';
import { app } from './app.ts';

type Handler = Parameters<Electron.Protocol['handle']>[1];

const schemes = new Map<string, Electron.Privileges>();
const handlers = new Map<string, Handler>();

/**
 * Chromium without Electron gives app: URLs no origin, so the browser sees https://ui.app.localhost instead of app://ui. The built code on
 * either side never sees that name. Only a scheme that is standard and secure is such an origin.
 */
const suffix = 'localhost';

const isOrigin = (scheme: string): boolean => {
  const privileges = schemes.get(scheme);
  return privileges?.standard === true && privileges.secure === true;
};

export function toBrowserUrl(url: string): string {
  const { protocol: scheme, host, pathname, search, hash } = new URL(url);
  if (!isOrigin(scheme.slice(0, -1))) return url;
  return `https://${host}.${scheme.slice(0, -1)}.${suffix}${pathname}${search}${hash}`;
}

export function fromBrowserUrl(url: string): string {
  const match = /^https:\/\/([^/?#]+)\.([a-z]+)\.localhost(?=[/?#]|$)(.*)$/s.exec(url);
  return match && isOrigin(match[2]!) ? `${match[2]}://${match[1]}${match[3]}` : url;
}

interface Asked {
  readonly method: string;
  readonly url: string;
  /** What the page wants it for, in Playwright's terms. */
  readonly kind: string;
}

/**
 * The answer of the app's own protocol handler; null for a URL without a handler. A scheme without supportFetchAPI cannot be fetched
 * (docs/api/structures/custom-scheme.md, v45).
 */
export async function answer({ method, url, kind }: Asked): Promise<Response | null> {
  const scheme = new URL(url).protocol.slice(0, -1);
  const handler = handlers.get(scheme);
  if (handler === undefined) return null;
  if (kind === 'fetch' && schemes.get(scheme)?.supportFetchAPI !== true) return null;
  const response = await handler(new Request(url, { method }));
  // Checked the way lib/browser/api/protocol.ts does, v45.
  if (!response || typeof response !== 'object') throw new Error('ERR_UNEXPECTED');
  if (response.type === 'error') throw new Error('ERR_FAILED');
  return response;
}

export const protocol = {
  registerSchemesAsPrivileged(customSchemes) {
    if (app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    // shell/browser/api/electron_api_protocol.cc, v45
    if (customSchemes.some(({ privileges }) => privileges?.codeCache && !privileges.standard))
      throw new Error(
        'Code cache can only be enabled when the custom scheme is registered as standard scheme.',
      );
    schemes.clear(); // the last call counts (docs/api/protocol.md, v45)
    for (const { scheme, privileges } of customSchemes) schemes.set(scheme, privileges ?? {});
  },
  handle(scheme, handler) {
    if (!app.isReady()) throw new Error('protocol module can only be used after app is ready');
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
} satisfies Partial<Electron.Protocol>;
