import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '#api';
import { sendError } from './answers.ts';
import { answerCommand } from './command-route.ts';
import { sendExport } from './export-route.ts';
import { Refusal } from './refusal.ts';
import type { ServedApp } from './server.ts';
import { sendFile } from './static-files.ts';

/** Of a command or a ticket. */
const longestName = 100;

/**
 * Answers what the door lets in: POST /api/NAME is a command, GET /api/exports/TICKET a file, once, and any other GET one of the built
 * renderer in `rendererDir`. Nothing that is stored changes by a GET: a ticket comes from a command. Never rejects.
 */
export async function route(
  request: IncomingMessage,
  response: ServerResponse,
  app: ServedApp,
  rendererDir: string,
): Promise<void> {
  const { method = '', url = '' } = request;
  const path = url.split('?')[0]!;
  try {
    const [, command] = (method === 'POST' && /^\/api\/([^/]+)$/.exec(path)) || [];
    if (command !== undefined) return await answerCommand(request, response, nameIn(command), app.dispatch);
    // A HEAD would use up the ticket.
    const [, ticket] = (method === 'GET' && /^\/api\/exports\/([^/]+)$/.exec(path)) || [];
    if (ticket !== undefined) return await sendExport(response, app.takeExport(nameIn(ticket)));
    if (!['GET', 'HEAD'].includes(method) || path.startsWith('/api/'))
      throw new AppError('notFound', `nothing at ${method} ${path}`);
    await sendFile(request, response, rendererDir, decoded(path).slice(1));
  } catch (thrown) {
    sendError(response, thrown);
  }
}

function nameIn(part: string): string {
  if (part.length > longestName) throw new Refusal(414, 'the path is too long');
  return decoded(part);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new Refusal(400, 'the path is not valid; a literal % is written as %25');
  }
}
