import { Worker } from 'node:worker_threads';
import { AppError } from '#api';
import type { Remote, ThreadAnswer, ThreadCall } from './thread-protocol.ts';
import type { MethodsOf, ThreadData, ThreadRole } from './thread-roles.ts';

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A thread of the store's own. */
export interface StorageThread<Role extends ThreadRole> {
  /** Each rejects with the AppError of the thread, or with one that says that it stopped. */
  readonly methods: Remote<MethodsOf<Role>>;
  /** The thread itself, to tell whether it still is the same one; null while there is none. */
  readonly current: object | null;
  /** Ends the thread; what was asked of it is rejected. */
  close(): Promise<void>;
}

/**
 * Opens no thread before the first call. When it dies, what was asked of it is rejected and the next call starts another.
 * `onAnswer` sees every answer of the thread before it is given.
 */
export function createStorageThread<Role extends ThreadRole>(
  entry: string,
  workerData: ThreadData<Role>,
  onAnswer?: (answer: ThreadAnswer) => void,
): StorageThread<Role> {
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  let lastCall = 0;
  let closed = false;

  function start(): Worker {
    // Without the flags of this process: some, as --input-type, stop a thread from starting.
    const started = new Worker(entry, { workerData, execArgv: [] });
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
      rejectAll(new AppError('storage', `a thread of the database stopped (${reason}); try again`));
    });
    return started;
  }

  function settle(from: Worker, answer: ThreadAnswer): void {
    const waiting = pending.get(answer.call);
    pending.delete(answer.call);
    if (pending.size === 0) from.unref(); // an idle thread keeps no process alive
    if ('value' in answer) waiting?.resolve(answer.value);
    else waiting?.reject('error' in answer ? AppError.fromData(answer.error) : toError(answer.defect));
  }

  function rejectAll(error: AppError): void {
    const waiting = [...pending.values()];
    pending.clear();
    for (const { reject } of waiting) reject(error);
  }

  function ask(method: string, args: readonly unknown[]): Promise<unknown> {
    if (closed) return Promise.reject(new AppError('storage', 'the database is closed'));
    worker ??= start();
    const current = worker;
    current.ref();
    const call = (lastCall += 1);
    return new Promise((resolve, reject) => {
      pending.set(call, { resolve, reject });
      current.postMessage({ call, method, args } satisfies ThreadCall);
    });
  }

  return {
    methods: new Proxy({} as Remote<MethodsOf<Role>>, {
      get:
        (_, method) =>
        (...args: unknown[]) =>
          ask(String(method), args),
    }),
    get current() {
      return worker;
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

/** Tells where in the thread it happened. */
function toError({ message, stack }: { message: string; stack: string }): Error {
  return Object.assign(new Error(message), { stack });
}
