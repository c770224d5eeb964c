import type { ServerResponse } from 'node:http';
import { AppError, type AppErrorData, type ErrorCode } from '#api';
import { Refusal } from './refusal.ts';
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

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendBytes(response, status, 'application/json; charset=utf-8', wire.encode(value));
}

/** Answers with an error in the form that every client knows. */
export function sendError(response: ServerResponse, thrown: unknown): void {
  if (response.headersSent) return void response.destroy();
  if (thrown instanceof Refusal) {
    if (thrown.status === 413) response.setHeader('connection', 'close'); // rather than wait for the rest
    return sendJson(response, thrown.status, { error: thrown.error });
  }
  const error: AppErrorData = AppError.from(thrown).toData();
  sendJson(response, statusOfCode[error.code], { error });
}

/** The headers that are set already stay. */
export function sendBytes(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}
