import { AppError } from '#api';
import { createStorageThread, type ThreadOptions } from './storage-thread.ts';
import type { ExportQuery, SamplesConfig } from './thread-protocol.ts';

/** Long reads. `onAnswer` sees every answer about runs before the caller does. */
export function createReader(
  entry: string,
  file: string,
  { onAnswer, onLog }: Pick<ThreadOptions<'runs'>, 'onAnswer' | 'onLog'> = {},
) {
  const runs = createStorageThread({ entry, data: () => ({ role: 'runs', given: file }), onAnswer, onLog });
  const tables = createStorageThread({ entry, data: () => ({ role: 'tables', given: file }), onLog });
  const {
    readSeries,
    readManySeries,
    missingOverview,
    listSweeps,
    listStints,
    foreseeExport,
    readColumns,
    readTimeline,
  } = runs.methods;
  const { describeTable, previewDataset, readConfusion, deleteTableBytes } = tables.methods;
  let lastExport = 0;
  let closed = false;

  /** Chunks of a file, each made on request, so that for a slow consumer only one chunk is in memory. */
  async function* pull(
    thread: typeof runs | typeof tables,
    begin: (id: number) => Promise<void>,
  ): AsyncGenerator<string | Uint8Array, void, undefined> {
    const { nextChunk, endExport } = thread.methods;
    const id = (lastExport += 1);
    await begin(id);
    const startedOn = thread.current;
    try {
      for (;;) {
        if (thread.current !== startedOn) {
          throw new AppError('storage', 'the database reader stopped during the export; try again');
        }
        const chunk = await nextChunk(id);
        if (chunk === null) return;
        yield chunk;
      }
    } finally {
      if (thread.current === startedOn && !closed) await endExport(id);
    }
  }

  const exportTable = (query: ExportQuery) => pull(runs, (id) => runs.methods.beginExport(id, query));
  const exportSamples = (config: SamplesConfig) =>
    pull(tables, (id) => tables.methods.beginSamples(id, config));

  return {
    ...{
      readSeries,
      readManySeries,
      missingOverview,
      listSweeps,
      listStints,
      readColumns,
      readTimeline,
      foreseeExport,
      exportTable,
      exportSamples,
    },
    ...{ describeTable, previewDataset, readConfusion, deleteTableBytes },
    async close(): Promise<void> {
      closed = true;
      await Promise.all([runs.close(), tables.close()]);
    },
  };
}
