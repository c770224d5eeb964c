import { AppError, type DatasetPreview, type ManySeries, type RunSeries, type SweepSummary } from '#api';
import type { TableDescription } from '#experiments';
import type { ConfusionQuery } from './confusion.ts';
import type { ForeseenExport } from './csv-export.ts';
import type { ReadManySeriesQuery, ReadSeriesQuery } from './read-series.ts';
import type { ListSweepsQuery } from './sweep-list.ts';
import { createStorageThread } from './storage-thread.ts';
import type { ExportQuery, PreviewQuery, ThreadAnswer } from './thread-protocol.ts';

/** Descriptions of tables that are kept at hand: a look at a large one takes seconds, and a table never changes. */
const keptDescriptions = 4;

/**
 * Long reads, on two threads: one for runs, and one for tables, so that no chart waits for a table of hundreds of
 * megabytes. `onAnswer` sees every answer about runs before it is given.
 */
export function createReader(entry: string, databaseFile: string, onAnswer?: (answer: ThreadAnswer) => void) {
  const runs = createStorageThread(entry, databaseFile, onAnswer);
  const tables = createStorageThread(entry, databaseFile);
  const descriptions = new Map<string, Promise<TableDescription>>();
  let lastExport = 0;
  let closed = false;

  function describe(digest: string): Promise<TableDescription> {
    const description = tables.ask({ kind: 'describeTable', digest }) as Promise<TableDescription>;
    description.catch(() => descriptions.delete(digest));
    descriptions.set(digest, description);
    const [oldest] = descriptions.keys();
    if (descriptions.size > keptDescriptions) descriptions.delete(oldest!);
    return description;
  }

  return {
    readSeries: async (query: ReadSeriesQuery): Promise<RunSeries> =>
      (await runs.ask({ kind: 'readSeries', query })) as RunSeries,

    readManySeries: async (query: ReadManySeriesQuery): Promise<ManySeries> =>
      (await runs.ask({ kind: 'readManySeries', query })) as ManySeries,

    /** Newest first; what is left to train is told for so many trainers. */
    listSweeps: async (query: ListSweepsQuery, concurrency: number): Promise<SweepSummary[]> =>
      (await runs.ask({ kind: 'listSweeps', query, concurrency })) as SweepSummary[],

    /** The table must be there. */
    describeTable: (digest: string): Promise<TableDescription> =>
      descriptions.get(digest) ?? describe(digest),

    /** The sets of a run. Its table, if it has one, must be there. */
    previewDataset: async (query: PreviewQuery): Promise<DatasetPreview> =>
      (await tables.ask({ kind: 'previewDataset', query })) as DatasetPreview,

    /** What a run's network takes the samples of a set for. Its table, if it has one, must be there. */
    readConfusion: async (query: ConfusionQuery): Promise<Float64Array> =>
      (await tables.ask({ kind: 'readConfusion', query })) as Float64Array,

    /** Deletes the bytes of a table piece by piece. Nobody may read it any more. */
    deleteTableBytes: async (digest: string): Promise<void> =>
      void (await tables.ask({ kind: 'deleteTableBytes', digest })),

    /** What an export will be of, and what it will lack. */
    foreseeExport: async (query: ExportQuery): Promise<ForeseenExport> =>
      (await runs.ask({ kind: 'foreseeExport', query })) as ForeseenExport,

    /** Chunks of CSV. Each is made when it is asked for, so a slow consumer holds one chunk and no more. */
    async *exportCsv(query: ExportQuery): AsyncGenerator<string, void, undefined> {
      const exportId = (lastExport += 1);
      await runs.ask({ kind: 'beginExport', exportId, query });
      const startedOn = runs.current;
      try {
        for (;;) {
          if (runs.current !== startedOn) {
            throw new AppError('storage', 'the database reader stopped during the export; try again');
          }
          const chunk = (await runs.ask({ kind: 'nextChunk', exportId })) as string | null;
          if (chunk === null) return;
          yield chunk;
        }
      } finally {
        if (runs.current === startedOn && !closed) await runs.ask({ kind: 'endExport', exportId });
      }
    },

    async close(): Promise<void> {
      closed = true;
      await Promise.all([runs.close(), tables.close()]);
    },
  };
}
