import { Worker } from 'node:worker_threads';
import { AppError, type ManySeries, type RunSeries } from '#api';
import type { TableDescription } from '#experiments';
import type { ReadManySeriesQuery, ReadSeriesQuery } from './read-series.ts';
import type { ExportQuery, ReaderAnswer, ReaderData, ReaderTask } from './reader-protocol.ts';

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: AppError) => void;
}

/**
 * Long reads on a thread of their own. The thread starts with the first of them; when it dies, what was asked of it
 * is rejected and the next question starts another. `onAnswer` sees every answer of the thread before it is given.
 */
export function createReader(entry: string, databaseFile: string, onAnswer?: (answer: ReaderAnswer) => void) {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let lastRequest = 0;
  let lastExport = 0;
  let closed = false;

  function start(): Worker {
    const started = new Worker(entry, { workerData: { file: databaseFile } satisfies ReaderData });
    let reason = 'it ended';
    started.on('message', (answer: ReaderAnswer) => {
      onAnswer?.(answer);
      settle(started, answer);
    });
    started.on(
      'error',
      (error: unknown) => (reason = error instanceof Error ? error.message : String(error)),
    );
    started.on('exit', () => {
      if (worker !== started) return;
      worker = null;
      rejectAll(new AppError('storage', `the database reader stopped (${reason}); try again`));
    });
    return started;
  }

  function settle(from: Worker, answer: ReaderAnswer): void {
    const waiting = pending.get(answer.request);
    pending.delete(answer.request);
    if (pending.size === 0) from.unref(); // an idle reader keeps no process alive
    if ('error' in answer) waiting?.reject(AppError.fromData(answer.error));
    else waiting?.resolve(answer.value);
  }

  function rejectAll(error: AppError): void {
    const waiting = [...pending.values()];
    pending.clear();
    for (const { reject } of waiting) reject(error);
  }

  function ask(task: ReaderTask): Promise<unknown> {
    if (closed) return Promise.reject(new AppError('storage', 'the database is closed'));
    worker ??= start();
    const current = worker;
    current.ref();
    const request = (lastRequest += 1);
    return new Promise((resolve, reject) => {
      pending.set(request, { resolve, reject });
      current.postMessage({ ...task, request });
    });
  }

  return {
    readSeries: async (query: ReadSeriesQuery): Promise<RunSeries> =>
      (await ask({ kind: 'readSeries', query })) as RunSeries,

    readManySeries: async (query: ReadManySeriesQuery): Promise<ManySeries> =>
      (await ask({ kind: 'readManySeries', query })) as ManySeries,

    /** The table must be there. */
    describeTable: async (digest: string): Promise<TableDescription> =>
      (await ask({ kind: 'describeTable', digest })) as TableDescription,

    /** Chunks of CSV. Each is made when it is asked for, so a slow consumer holds one chunk and no more. */
    async *exportCsv(query: ExportQuery): AsyncGenerator<string, void, undefined> {
      const exportId = (lastExport += 1);
      await ask({ kind: 'beginExport', exportId, query });
      const startedOn = worker;
      try {
        for (;;) {
          if (worker !== startedOn) {
            throw new AppError('storage', 'the database reader stopped during the export; try again');
          }
          const chunk = (await ask({ kind: 'nextChunk', exportId })) as string | null;
          if (chunk === null) return;
          yield chunk;
        }
      } finally {
        if (worker === startedOn && !closed) await ask({ kind: 'endExport', exportId });
      }
    },

    async close(): Promise<void> {
      closed = true;
      const last = worker;
      worker = null;
      rejectAll(new AppError('storage', 'the database is closed'));
      await last?.terminate();
    },
  };
}
