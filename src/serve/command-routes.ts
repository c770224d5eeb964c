import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { commandNames, type AppErrorData, type Dispatch, type ErrorCode } from '#api';
import { limitsOf, parseBody } from './json-body.ts';
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

/** POST /api/NAME: the body is the command's input, the answer its output or `{"error": {...}}`. */
export function addCommandRoutes(server: FastifyInstance, dispatch: Dispatch): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  const addRoute = (url: string, nameOf: (request: FastifyRequest) => string): void => {
    const options = { bodyLimit: limitsOf(url.slice('/api/'.length)).bytes };
    server.post(url, options, async (request, reply) => {
      const name = nameOf(request);
      const answer = await dispatch(name, parseBody((request.body as string | undefined) ?? '', name));
      return answer.ok ? sendJson(reply, 200, answer.value ?? null) : sendError(reply, answer.error);
    });
  };
  for (const name of commandNames) addRoute(`/api/${name}`, () => name);
  addRoute('/api/:name', (request) => (request.params as { name: string }).name);
}

/** Answers with an error in the shape that every client knows. */
export function sendError(reply: FastifyReply, error: AppErrorData, status?: number): FastifyReply {
  return sendJson(reply, status ?? statusOfCode[error.code], { error });
}

function sendJson(reply: FastifyReply, status: number, value: unknown): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send(wire.encode(value));
}
