import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#api';
import { describeTable } from '#experiments';
import { createConfusion } from './confusion.ts';
import { openReadOnly } from './connection.ts';
import { createCsvExport } from './csv-export.ts';
import { createDatasetPreview } from './dataset-preview.ts';
import { createSeriesReader } from './read-series.ts';
import { toStorageError } from './sqlite-errors.ts';
import { createSweepList } from './sweep-list.ts';
import { createTableImporter } from './table-importer.ts';
import { createTableReader } from './table-reader.ts';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './thread-protocol.ts';

// The entry of the store's threads: what takes long happens here, so that the host stays free. Reading is on a read-only
// connection; what writes opens one of its own and keeps its transactions short.

const port = parentPort;
if (port === null) throw new Error('reader-thread runs as a worker thread only');

const { file } = workerData as ThreadData;
const db = openReadOnly(file);
const readSeries = createSeriesReader(db);
const listSweeps = createSweepList(db);
const readTable = createTableReader(db);
const previewDataset = createDatasetPreview(readTable);
const readConfusion = createConfusion(readTable);
const csvExport = createCsvExport(db);
const exports = new Map<number, Iterator<string, undefined>>();
const importer = createTableImporter(file);

port.on('message', (request: ThreadRequest) => void answer(request));

async function answer(request: ThreadRequest): Promise<void> {
  let answer: ThreadAnswer;
  try {
    answer = { request: request.request, value: await perform(request) };
  } catch (thrown) {
    answer = { request: request.request, error: AppError.from(toStorageError(thrown)).toData() };
  }
  port!.postMessage(answer, 'value' in answer ? buffersOf(answer.value) : []);
}

function perform(request: ThreadRequest): unknown {
  switch (request.kind) {
    case 'readSeries':
      return readSeries.one(request.query);
    case 'readManySeries':
      return readSeries.many(request.query);
    case 'listSweeps':
      return listSweeps(request.query, request.concurrency);
    case 'describeTable':
      return describeTable(readTable(request.digest).samples);
    case 'previewDataset':
      return previewDataset(request.query);
    case 'readConfusion':
      return readConfusion(request.query);
    case 'foreseeExport':
      return csvExport.foresee(request.query);
    case 'beginExport':
      exports.set(request.exportId, csvExport.begin(request.query));
      return null;
    case 'nextChunk':
      return exports.get(request.exportId)?.next().value ?? null;
    case 'endExport':
      exports.get(request.exportId)?.return?.();
      exports.delete(request.exportId);
      return null;
    case 'beginImport':
      return importer.begin(request.options);
    case 'beginInspection':
      return importer.beginInspection(request.given);
    case 'finishInspection':
      return importer.finishInspection(request.isWhole);
    case 'pushImport':
      return importer.push(request.bytes, request.isTest);
    case 'finishImport':
      return importer.finish();
    case 'storeImport':
      return importer.store(request.digest);
    case 'deleteTableBytes':
      return importer.deleteBytes(request.digest);
  }
}

/** The numbers of an answer, which move to the host instead of being copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (value instanceof Float64Array) return [value.buffer as ArrayBuffer];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(buffersOf);
}
