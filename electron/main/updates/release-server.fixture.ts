import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Files of a release, by name; a function writes the response itself. */
type Files = Record<string, string | Buffer | undefined | Answer>;
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A release server on this machine. */
export interface ReleaseServer {
  readonly url: string;
  /** The files it serves; may be changed. */
  readonly files: Files;
  /** The requests received, with their headers. */
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** How many responses are still being written. */
  underWay(): number;
  close(): Promise<void>;
}

/** Starts a server on a free port. */
export async function serveReleases(): Promise<ReleaseServer> {
  const files: Files = {};
  const asked: { path: string; headers: IncomingHttpHeaders }[] = [];
  let underWay = 0;
  const server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://server').pathname.slice(1);
    asked.push({ path, headers: request.headers });
    underWay += 1;
    response.once('close', () => (underWay -= 1));
    const file = files[path];
    if (typeof file === 'function') return file(request, response);
    response.statusCode = file === undefined ? 404 : 200;
    response.setHeader('content-length', file === undefined ? 0 : Buffer.byteLength(file));
    response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    asked,
    underWay: () => underWay,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The metadata that electron-builder writes for a release of `version` with a single file, as in latest*.yml. */
export function metadataOf(version: string, name: string, content: Buffer, releaseNotes?: string): string {
  const sha512 = createHash('sha512').update(content).digest('base64');
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${name}`,
    `    sha512: ${sha512}`,
    `    size: ${content.length}`,
    `path: ${name}`,
    `sha512: ${sha512}`,
    `releaseDate: '2026-11-28T12:00:00.000Z'`,
    ...(releaseNotes === undefined ? [] : [`releaseNotes: ${JSON.stringify(releaseNotes)}`]),
    '',
  ].join('\n');
}
