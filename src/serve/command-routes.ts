import type { FastifyInstance, FastifyReply } from 'fastify';
import { type AppErrorData, type Dispatch, type ErrorCode, eventsHeader } from '#api';
import { commandsWithOwnLimits, limitsOf, parseBody } from './json-body.ts';
import { wire } from './wire.ts';

const statusOfCode: Readonly<Record<ErrorCode, number>> = {
  invalidInput: 400,
  unauthorized: 401,
  notFound: 404,
  conflict: 409,
  notReadable: 409,
  hostAlreadyRunning: 409,
  portInUse: 409,
  storageFull: 507,
  storageBusy: 503,
  databaseMoved: 503,
  folderNotWritable: 500,
  folderMissing: 503,
  notADatabase: 500,
  databaseTooNew: 500,
  storage: 500,
  workerFailed: 500,
  connectionLost: 503,
  internal: 500,
};

/**
 * POST /api/NAME: the body is the command's input, the answer its output or `{"error": {...}}`. `countEvents` returns how many events
 * have been sent.
 */
export function addCommandRoutes(
  server: FastifyInstance,
  dispatch: Dispatch,
  countEvents: () => number,
): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  // Only commands with limits of their own get a route of their own.
  for (const route of [...commandsWithOwnLimits, ':name']) {
    const options = { bodyLimit: limitsOf(route).bytes };
    server.post(`/api/${route}`, options, async (request, reply) => {
      reply.header(eventsHeader, countEvents());
      const { name = route } = request.params as { readonly name?: string };
      const answer = await dispatch(name, parseBody((request.body as string | undefined) ?? '', name));
      return answer.ok ? sendJson(reply, 200, answer.value ?? null) : sendError(reply, answer.error);
    });
  }
}

/** Answers with an error in the form that every client knows. */
export function sendError(reply: FastifyReply, error: AppErrorData, status?: number): FastifyReply {
  return sendJson(reply, status ?? statusOfCode[error.code], { error });
}

function sendJson(reply: FastifyReply, status: number, value: unknown): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send(wire.encode(value));
}
