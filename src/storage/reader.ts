import { AppError } from '#api';
import { createStorageThread, type ThreadOptions } from './storage-thread.ts';
import type { ExportQuery } from './thread-protocol.ts';

/** Long reads. `onAnswer` sees every answer about runs before it is given. */
export function createReader(
  entry: string,
  file: string,
  { onAnswer, onLog }: Pick<ThreadOptions<'runs'>, 'onAnswer' | 'onLog'> = {},
) {
  const runs = createStorageThread({ entry, data: () => ({ role: 'runs', given: file }), onAnswer, onLog });
  const tables = createStorageThread({ entry, data: () => ({ role: 'tables', given: file }), onLog });
  const { readSeries, readManySeries, missingOverview, listSweeps, listStints, foreseeExport } = runs.methods;
  const { beginExport, nextChunk, endExport } = runs.methods;
  const { describeTable, previewDataset, readConfusion, deleteTableBytes } = tables.methods;
  let lastExport = 0;
  let closed = false;

  /** Chunks of CSV. Each is made when it is asked for, so a slow consumer holds one chunk and no more. */
  async function* exportCsv(query: ExportQuery): AsyncGenerator<string, void, undefined> {
    const id = (lastExport += 1);
    await beginExport(id, query);
    const startedOn = runs.current;
    try {
      for (;;) {
        if (runs.current !== startedOn) {
          throw new AppError('storage', 'the database reader stopped during the export; try again');
        }
        const chunk = await nextChunk(id);
        if (chunk === null) return;
        yield chunk;
      }
    } finally {
      if (runs.current === startedOn && !closed) await endExport(id);
    }
  }

  return {
    ...{ readSeries, readManySeries, missingOverview, listSweeps, listStints, foreseeExport, exportCsv },
    ...{ describeTable, previewDataset, readConfusion, deleteTableBytes },
    async close(): Promise<void> {
      closed = true;
      await Promise.all([runs.close(), tables.close()]);
    },
  };
}
