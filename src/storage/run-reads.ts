import type { ManySeries, RunSeries, SweepSummary } from '#api';
import type { Connection } from './connection.ts';
import { createTableExport, type ForeseenExport } from './exporting/table-export.ts';
import { createFieldColumns } from './field-columns.ts';
import { createPulledTexts } from './pulled-texts.ts';
import { createSeriesReader, type ReadManySeriesQuery, type ReadSeriesQuery } from './read-series.ts';
import { createStintList } from './stint-list.ts';
import { createSweepList, type ListSweepsQuery } from './sweep-list.ts';
import { createTimeline } from './timeline.ts';
import type { ExportQuery } from './thread-protocol.ts';

export type RunReads = ReturnType<typeof createRunReads>;

/** Reads of runs that may take long. An export is pulled chunk by chunk. */
export function createRunReads(db: Connection) {
  const series = createSeriesReader(db);
  const listSweeps = createSweepList(db);
  const tableExport = createTableExport(db);
  const exports = createPulledTexts<string | Uint8Array>();

  return {
    readSeries: (query: ReadSeriesQuery): RunSeries => series.one(query),
    readManySeries: (query: ReadManySeriesQuery): ManySeries => series.many(query),
    missingOverview: series.missingOverview,
    /** Stints of all runs that end after a time (ISO 8601), by start: the latest of them, and how many more there are. */
    listStints: createStintList(db),
    /** Values of many runs, one column per field. */
    readColumns: createFieldColumns(db),
    /** When runs trained. */
    readTimeline: createTimeline(db),
    /** Newest first; the remaining times assume that many trainers. */
    listSweeps: (query: ListSweepsQuery, concurrency: number): SweepSummary[] =>
      listSweeps(query, concurrency),
    /** What an export will contain, and what it will lack. */
    foreseeExport: (query: ExportQuery): ForeseenExport => tableExport.foresee(query),
    beginExport: (id: number, query: ExportQuery): void => exports.begin(id, tableExport.begin(query)),
    nextChunk: exports.next,
    endExport: exports.end,
  };
}
