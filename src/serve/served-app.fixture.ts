import { request } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import {
  AppError,
  commandHeader,
  createDispatcher,
  type AppEvent,
  type AppEventListener,
  type Handlers,
} from '#api';
import { makeFolder, removeFolder } from '../temporary-folder.fixture.ts';
import type { PreparedFile } from '#app';
import type { ServedApp } from './server.ts';

/** An application with a few handlers, whose events and exports the test controls. */
export interface FakeApp extends ServedApp {
  emit(event: AppEvent): void;
  readonly exports: Map<string, PreparedFile>;
}

export function createFakeApp(handlers: Partial<Handlers> = {}): FakeApp {
  const listeners = new Set<AppEventListener>();
  const exports = new Map<string, PreparedFile>();
  return {
    dispatch: createDispatcher(handlers as Handlers, () => undefined),
    exports,
    emit: (event) => listeners.forEach((listener) => listener(event)),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    takeExport(ticket) {
      const prepared = exports.get(ticket);
      exports.delete(ticket);
      if (prepared === undefined) throw new AppError('notFound', `no export ${ticket}`);
      return prepared;
    },
  };
}

/** It loads the first two of the assets. */
export const indexPage =
  '<html><title>Lambdascope</title><script src="./assets/index-Bx3f9a2c.js"></script><link href="./assets/index-Cx3f9a2c.css">';
export const assets = [
  ['index-Bx3f9a2c.js', 'export {};'],
  ['index-Cx3f9a2c.css', 'body { margin: 0 }'],
  ['later-Dx3f9a2c.js', 'export const later = 1;'],
] as const;

/** A folder as the build leaves it, beside a file that must never be served. */
export function createRendererDir(): string {
  const parent = makeFolder();
  afterAll(() => removeFolder(parent));
  const root = join(parent, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(parent, 'secret.txt'), 'not for the page');
  writeFileSync(join(root, '.env'), 'not for the page');
  writeFileSync(join(root, 'index.html'), indexPage);
  for (const [name, text] of assets) writeFileSync(join(root, 'assets', name), text);
  return root;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends a request with exactly these headers: fetch would not let a test forge Host or Origin. */
export function send(
  origin: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawResponse> {
  const { hostname, port } = new URL(origin);
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** What a browser has once it has opened the link. */
export interface SignedIn {
  readonly origin: string;
  readonly cookie: string;
  readonly key: string;
  /** Headers of a command as our own page sends it. */
  readonly pageHeaders: Readonly<Record<string, string>>;
}

/** Opens the link like a browser. */
export async function signIn(url: string): Promise<SignedIn> {
  const { origin, pathname, search } = new URL(url);
  const { headers, body } = await send(origin, pathname + search);
  const cookie = String(headers['set-cookie']).split(';')[0]!;
  const key = /data-key="([^"]*)"/.exec(body)?.[1] ?? '';
  const pageHeaders = { cookie, origin, [commandHeader]: key, 'content-type': 'application/json' };
  return { origin, cookie, key, pageHeaders };
}
