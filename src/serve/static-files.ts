import { extname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { AppError } from '#api';
import { sendError } from './command-routes.ts';

/** Serves the built renderer. Unknown paths without an extension are screens of the app, so they get index.html. */
export async function addStaticFiles(server: FastifyInstance, rendererDir: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: rendererDir,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (response, path) => {
      response.header('cache-control', isHashed(path) ? 'private, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!;
    if (request.method === 'POST' || path.startsWith('/api/')) {
      return sendError(reply, new AppError('notFound', `nothing at ${request.method} ${path}`).toData());
    }
    if (extname(path) !== '') return reply.code(404).type('text/plain').send('no such file');
    return reply.sendFile('index.html');
  });
}

/** Vite puts a digest of the content into these names: `assets/index-Bx3f9a2c.js`. */
function isHashed(path: string): boolean {
  return /[\\/]assets[\\/][^\\/]+-[\w-]{8}\.\w+$/.test(path);
}
