import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { sendBytes } from './answers.ts';
import { Refusal } from './refusal.ts';

const page = 'index.html';

/** Of all that the build writes. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
};

/** Names of the built files and their folders: none begins with a point, so that none leads out or is hidden. */
const builtPath = /^\w[\w.-]*(?:\/\w[\w.-]*)*$/;
/** Vite puts a digest of the content into these names: `assets/index-Bx3f9a2c.js`. */
const hashedPath = /^assets\/[^/]+-[\w-]{8}\.\w+$/;

/** A file of the built renderer, by its path without the first slash. A path without an extension is a screen of it, and gets the page. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  rendererDir: string,
  path: string,
): Promise<void> {
  if (path.includes('\0')) throw new Refusal(400, 'no file can have this path');
  const found = builtPath.test(path) ? await readIfThere(join(rendererDir, path)) : null;
  if (found !== null) return send(request, response, path, found);
  const screen = extname(path) === '' ? await readIfThere(join(rendererDir, page)) : null;
  if (screen !== null) return send(request, response, page, screen);
  sendBytes(response, 404, 'text/plain; charset=utf-8', 'no such file');
}

function send(request: IncomingMessage, response: ServerResponse, path: string, bytes: Buffer): void {
  if (hashedPath.test(path)) response.setHeader('cache-control', 'private, max-age=31536000, immutable');
  else {
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    response.setHeader('cache-control', 'no-cache').setHeader('etag', etag);
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
  }
  sendBytes(response, 200, contentTypes[extname(path)] ?? 'application/octet-stream', bytes);
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(code))) return null;
    throw thrown;
  }
}
