import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#api';
import { sendError } from './command-routes.ts';

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

/** The built renderer. Unknown paths without an extension are screens of it, so they get index.html. */
export function addStaticFiles(server: FastifyInstance, rendererDir: string): void {
  const read = (path: string): Promise<Buffer | null> => readIfThere(join(rendererDir, path));

  server.get('/*', async (request, reply) => {
    const { '*': path } = request.params as { readonly '*': string };
    if (path.includes('\0'))
      return sendError(reply, new AppError('invalidInput', 'no file can have this path').toData());
    if (path.startsWith('api/')) return sendNothing(request, reply);
    const bytes = builtPath.test(path) ? await read(path) : null;
    if (bytes !== null) return sendFile(request, reply, path, bytes);
    const screen = extname(path) === '' ? await read(page) : null;
    if (screen !== null) return sendFile(request, reply, page, screen);
    return reply.code(404).type('text/plain').send('no such file');
  });
  server.setNotFoundHandler(sendNothing);
}

function sendNothing({ method, url }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendError(reply, new AppError('notFound', `nothing at ${method} ${url.split('?')[0]}`).toData());
}

function sendFile(request: FastifyRequest, reply: FastifyReply, path: string, bytes: Buffer): FastifyReply {
  if (hashedPath.test(path)) reply.header('cache-control', 'private, max-age=31536000, immutable');
  else {
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    reply.header('cache-control', 'no-cache').header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  }
  return reply.type(contentTypes[extname(path)] ?? 'application/octet-stream').send(bytes);
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
