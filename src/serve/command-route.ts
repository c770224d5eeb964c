import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, type Dispatch } from '#api';
import { sendJson } from './answers.ts';
import { limitsOf, parseBody } from './json-body.ts';
import { Refusal } from './refusal.ts';

/** POST /api/NAME: the body is the command's input, the answer its output or `{"error": {...}}`. */
export async function answerCommand(
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  dispatch: Dispatch,
): Promise<void> {
  const answer = await dispatch(name, parseBody(await readBody(request, name), name));
  if (!answer.ok) throw AppError.fromData(answer.error);
  sendJson(response, 200, answer.value ?? null);
}

/** The text of a body. Throws Refusal for one that is of another type than JSON, or larger than its command may have. */
async function readBody(request: IncomingMessage, name: string): Promise<string> {
  const {
    'content-type': type,
    'content-length': announced,
    'transfer-encoding': encoding,
  } = request.headers;
  if (type === undefined && encoding === undefined && Number(announced ?? 0) === 0) return '';
  if (type?.split(';')[0]!.trim().toLowerCase() !== 'application/json')
    throw new Refusal(415, 'the body is of another type; allowed: content-type: application/json');
  const most = limitsOf(name).bytes;
  const tooLarge = new Refusal(
    413,
    `the body is too large; allowed: at most ${most.toLocaleString('en')} bytes`,
  );
  if (Number(announced ?? 0) > most) throw tooLarge;

  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= most) chunks.push(chunk);
    else reject(tooLarge);
  });
  request.on('end', () => resolve(Buffer.concat(chunks).toString()));
  request.on('error', reject); // who asked has gone
  return promise;
}
