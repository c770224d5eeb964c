import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { AppError } from '#api';
import { sendError } from './command-routes.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'application/javascript; charset=utf-8',
};
/** The names of these files contain a digest of their content. */
const forever = 'private, max-age=31536000, immutable';

/** Serves the built renderer. Unknown paths without an extension are screens of the app, so they get index.html. */
export async function addStaticFiles(server: FastifyInstance, rendererDir: string): Promise<void> {
  for (const { path, content } of filesOfPage(rendererDir)) {
    server.get(path, (_request, reply) =>
      reply.header('cache-control', forever).type(types[extname(path)]!).send(content),
    );
  }
  await server.register(fastifyStatic, {
    root: rendererDir,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (response, path) => {
      response.header('cache-control', isHashed(path) ? forever : 'no-cache');
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

/** The scripts and styles that the page requests at once, from memory: from disk they cost more than twice as much. */
function filesOfPage(rendererDir: string): { path: string; content: Buffer }[] {
  try {
    const page = readFileSync(join(rendererDir, 'index.html'), 'utf8');
    const names = [...page.matchAll(/"\.(\/assets\/[\w-]+-[\w-]{8}\.(?:css|js))"/g)].map(([, name]) => name!);
    return names.map((path) => ({ path, content: readFileSync(join(rendererDir, path)) }));
  } catch {
    return []; // what is not built is answered as such
  }
}

/** Vite puts a digest of the content into these names: `assets/index-Bx3f9a2c.js`. */
function isHashed(path: string): boolean {
  return /[\\/]assets[\\/][^\\/]+-[\w-]{8}\.\w+$/.test(path);
}
