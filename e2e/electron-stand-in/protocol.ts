import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type * as Electron from 'electron';
import { app } from './app.ts';

type Handler = Parameters<Electron.Protocol['handle']>[1];

const privileged = new Set<string>();
const handlers = new Map<string, Handler>();

/**
 * Chromium without Electron gives app: no origin, so the browser sees https://ui.app.localhost instead of app://ui.
 * The built code on either side never sees that name.
 */
const suffix = 'localhost';

export function toBrowserUrl(url: string): string {
  const { protocol: scheme, host, pathname, search, hash } = new URL(url);
  if (!privileged.has(scheme)) return url;
  return `https://${host}.${scheme.slice(0, -1)}.${suffix}${pathname}${search}${hash}`;
}

export function fromBrowserUrl(url: string): string {
  const match = /^https:\/\/([^/?#]+)\.([a-z]+)\.localhost(?=[/?#]|$)(.*)$/s.exec(url);
  return match && privileged.has(`${match[2]}:`) ? `${match[2]}://${match[1]}${match[3]}` : url;
}

/** The answer of the app's own protocol handler; null for a URL that no handler has. */
export async function answer(method: string, url: string): Promise<Response | null> {
  const handler = handlers.get(new URL(url).protocol);
  // Request would drop what a custom scheme's URL says, so it gets just what handlers read.
  return handler ? handler({ method, url } as Request) : null;
}

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    if (app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged must be called before app is ready');
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard && privileges.secure) privileged.add(`${scheme}:`);
    }
  },
  handle(scheme, handler) {
    handlers.set(`${scheme}:`, handler);
  },
} satisfies Pick<Electron.Protocol, 'handle' | 'registerSchemesAsPrivileged'>;

export const net = {
  /** file: only: nothing in the app fetches anything else. */
  async fetch(input) {
    const url = String(input);
    if (!url.startsWith('file:')) throw new Error(`the stand-in fetches files only, not ${url}`);
    return new Response(await readFile(fileURLToPath(url)));
  },
} satisfies Pick<Electron.Net, 'fetch'>;
