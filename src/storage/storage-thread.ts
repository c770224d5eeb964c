import { Worker } from 'node:worker_threads';
import { AppError } from '#api';
import type { ThreadAnswer, ThreadData, ThreadTask } from './thread-protocol.ts';

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: AppError) => void;
}

/** A thread of the store's own, for what would hold up its process. */
export interface StorageThread {
  /** Rejects with the AppError of the thread, or with one that says that it stopped. */
  ask(task: ThreadTask): Promise<unknown>;
  /** The thread itself, to tell whether it still is the same one; null while there is none. */
  readonly current: object | null;
  /** Ends the thread; what was asked of it is rejected. */
  close(): Promise<void>;
}

/**
 * Opens no thread before the first question. When it dies, what was asked of it is rejected and the next question starts
 * another. `onAnswer` sees every answer of the thread before it is given.
 */
export function createStorageThread(
  entry: string,
  databaseFile: string,
  onAnswer?: (answer: ThreadAnswer) => void,
): StorageThread {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let lastRequest = 0;
  let closed = false;

  function start(): Worker {
    const started = new Worker(entry, { workerData: { file: databaseFile } satisfies ThreadData });
    let reason = 'it ended';
    started.on('message', (answer: ThreadAnswer) => {
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

  function settle(from: Worker, answer: ThreadAnswer): void {
    const waiting = pending.get(answer.request);
    pending.delete(answer.request);
    if (pending.size === 0) from.unref(); // an idle thread keeps no process alive
    if ('error' in answer) waiting?.reject(AppError.fromData(answer.error));
    else waiting?.resolve(answer.value);
  }

  function rejectAll(error: AppError): void {
    const waiting = [...pending.values()];
    pending.clear();
    for (const { reject } of waiting) reject(error);
  }

  return {
    get current() {
      return worker;
    },
    ask(task) {
      if (closed) return Promise.reject(new AppError('storage', 'the database is closed'));
      worker ??= start();
      const current = worker;
      current.ref();
      const request = (lastRequest += 1);
      return new Promise((resolve, reject) => {
        pending.set(request, { resolve, reject });
        current.postMessage({ ...task, request });
      });
    },
    async close() {
      closed = true;
      const last = worker;
      worker = null;
      rejectAll(new AppError('storage', 'the database is closed'));
      await last?.terminate();
    },
  };
}
