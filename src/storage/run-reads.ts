import type { ManySeries, RunSeries, SweepSummary } from '#api';
import type { Connection } from './connection.ts';
import { createCsvExport } from './csv-export.ts';
import { createSeriesReader, type ReadManySeriesQuery, type ReadSeriesQuery } from './read-series.ts';
import { createSweepList, type ListSweepsQuery } from './sweep-list.ts';
import type { ExportQuery } from './thread-protocol.ts';

export type RunReads = ReturnType<typeof createRunReads>;

/** Reads of runs that may take long. An export is pulled chunk by chunk, which is its back-pressure. */
export function createRunReads(db: Connection) {
  const series = createSeriesReader(db);
  const listSweeps = createSweepList(db);
  const exportCsv = createCsvExport(db);
  const exports = new Map<number, Iterator<string, undefined>>();

  return {
    readSeries: (query: ReadSeriesQuery): RunSeries => series.one(query),
    readManySeries: (query: ReadManySeriesQuery): ManySeries => series.many(query),
    /** Newest first; what is left to train is told for so many trainers. */
    listSweeps: (query: ListSweepsQuery, concurrency: number): SweepSummary[] =>
      listSweeps(query, concurrency),
    beginExport(id: number, query: ExportQuery): void {
      exports.set(id, exportCsv(query));
    },
    /** null behind the last one. */
    nextChunk: (id: number): string | null => exports.get(id)?.next().value ?? null,
    endExport(id: number): void {
      exports.get(id)?.return?.();
      exports.delete(id);
    },
  };
}
