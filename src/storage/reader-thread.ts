import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#api';
import { describeTable } from '#experiments';
import { openReadOnly } from './connection.ts';
import { createCsvExport } from './csv-export.ts';
import { createSeriesReader } from './read-series.ts';
import type { ReaderAnswer, ReaderData, ReaderRequest } from './reader-protocol.ts';
import { toStorageError } from './sqlite-errors.ts';
import { createTableReader } from './table-reader.ts';

// The entry of the reader thread: long reads happen here, on a read-only connection, so that the host stays free.

const port = parentPort;
if (port === null) throw new Error('reader-thread runs as a worker thread only');

const db = openReadOnly((workerData as ReaderData).file);
const readSeries = createSeriesReader(db);
const readTable = createTableReader(db);
const exportCsv = createCsvExport(db);
const exports = new Map<number, Iterator<string, undefined>>();

port.on('message', (request: ReaderRequest) => {
  let answer: ReaderAnswer;
  try {
    answer = { request: request.request, value: perform(request) };
  } catch (thrown) {
    answer = { request: request.request, error: AppError.from(toStorageError(thrown)).toData() };
  }
  port.postMessage(answer, 'value' in answer ? buffersOf(answer.value) : []);
});

function perform(request: ReaderRequest): unknown {
  switch (request.kind) {
    case 'readSeries':
      return readSeries.one(request.query);
    case 'readManySeries':
      return readSeries.many(request.query);
    case 'describeTable':
      return describeTable(readTable(request.digest).samples);
    case 'beginExport':
      exports.set(request.exportId, exportCsv(request.query));
      return null;
    case 'nextChunk':
      return exports.get(request.exportId)?.next().value ?? null;
    case 'endExport':
      exports.get(request.exportId)?.return?.();
      exports.delete(request.exportId);
      return null;
  }
}

/** The numbers of an answer, which move to the host instead of being copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (value instanceof Float64Array) return [value.buffer as ArrayBuffer];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(buffersOf);
}
