import type { Worker } from 'node:worker_threads';
import { AppError } from '#api';
import { now } from './clock.ts';
import type { StepListener } from './opening-step.ts';
import type { Remote, SlowCall, ThreadAnswer, ThreadCall, ThreadNews } from './thread-protocol.ts';
import { type StartedThread, takeThread } from './started-thread.ts';
import type { MethodsOf, ThreadData, ThreadRole } from './thread-roles.ts';

interface Pending {
  readonly method: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that belongs to the store. */
export interface StorageThread<Role extends ThreadRole> {
  /** Each rejects with the thread's AppError, or with one saying that the thread stopped. */
  readonly methods: Remote<MethodsOf<Role>>;
  /** The thread itself, for checking whether it is still the same one; null while there is none. */
  readonly current: object | null;
  /** True once its code is loaded: calls no longer wait for the thread to start. */
  readonly isLoaded: boolean;
  /**
   * Starts the thread before the first call: loading its code takes longer than most calls. Opens nothing yet. Resolves when the code is
   * loaded, or the thread is gone.
   */
  load(): Promise<void>;
  /** True while any call of a method for which `isMeant` holds is unanswered. */
  isAsked(isMeant: (method: keyof MethodsOf<Role>) => boolean): boolean;
  /** Ends the thread; unanswered calls are rejected. */
  close(): Promise<void>;
  /** Ends the thread once it has answered all calls, and then this one; later calls are rejected. */
  closeAfter(last: keyof MethodsOf<Role> & string): Promise<void>;
  /**
   * Blocks until the thread has answered all calls, and then `last`, or until `timeoutMs` have passed: for a process that ends before any
   * answer could arrive. False if the time was not enough.
   */
  closeNow(last: readonly (keyof MethodsOf<Role> & string)[], timeoutMs: number): boolean;
}

export interface ThreadOptions<Role extends ThreadRole> {
  /** Absolute path of the threads' entry file. */
  readonly entry: string;
  /** What the thread is started with, requested at every start. */
  readonly data: () => ThreadData<Role>;
  /** Receives the slow steps of opening. */
  readonly onStep?: StepListener;
  /** Receives every answer of the thread before the caller does. */
  readonly onAnswer?: ((answer: ThreadAnswer) => void) | undefined;
  /** Receives slow calls, and the death of the thread, as lines of text. */
  readonly onLog?: ((line: string) => void) | undefined;
  /** Called when the thread has died, after its unanswered calls were rejected. */
  readonly onDeath?: () => void;
}

/**
 * Starts no thread before the first call, or `load`. When the thread dies, its unanswered calls are rejected, and the next call starts
 * another.
 */
export function createStorageThread<Role extends ThreadRole>(
  options: ThreadOptions<Role>,
): StorageThread<Role> {
  const { entry, data, onStep, onAnswer, onLog, onDeath } = options;
  const pending = new Map<number, Pending>();
  let worker: Worker | null = null;
  /** The last thread started. */
  let taken: StartedThread | null = null;
  let lastCall = 0;
  let closed = false;

  function start(): Worker {
    taken = takeThread(entry);
    const started = taken.worker;
    started.postMessage(data());
    let reason = 'it ended';
    started.on('message', (message: ThreadAnswer | ThreadNews) => {
      if ('loaded' in message) return;
      if ('step' in message) {
        onStep?.(message.step);
        return;
      }
      onAnswer?.(message);
      settle(started, message);
    });
    started.on(
      'error',
      (error: unknown) => (reason = error instanceof Error ? error.message : String(error)),
    );
    started.on('exit', () => {
      if (worker !== started) return;
      worker = null;
      onLog?.(`a thread of the database (${data().role}) stopped: ${reason}`);
      rejectAll(new AppError('storage', `a thread of the database stopped (${reason}); try again`));
      if (!closed) onDeath?.();
    });
    return started;
  }

  function settle(from: Worker, answer: ThreadAnswer): void {
    const waiting = pending.get(answer.call);
    pending.delete(answer.call);
    if (pending.size === 0) from.unref(); // an idle thread keeps no process alive
    if (waiting === undefined) return;
    if ('value' in answer) {
      if (answer.slow) onLog?.(describeSlow(waiting.method, answer.slow));
      waiting.resolve(answer.value);
    } else waiting.reject('error' in answer ? AppError.fromData(answer.error) : toError(answer.defect));
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
      pending.set(call, { method, resolve, reject });
      current.postMessage({ call, method, args, sentAt: now() } satisfies ThreadCall);
    });
  }

  async function close(): Promise<void> {
    closed = true;
    const last = worker;
    worker = null;
    rejectAll(new AppError('storage', 'the database is closed'));
    if (last === null) return;
    last.ref();
    await taken!.loaded;
    await last.terminate();
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
    get isLoaded() {
      return worker !== null && taken!.isLoaded;
    },
    async load() {
      if (closed) return;
      worker ??= start();
      if (pending.size === 0) worker.unref();
      await taken!.loaded;
    },
    isAsked: (isMeant) => [...pending.values()].some(({ method }) => isMeant(method as never)),
    close,
    async closeAfter(last) {
      const done = worker === null ? null : ask(last, []);
      closed = true;
      await done?.catch(() => undefined); // a thread that dies in the process has ended, too
      await close();
    },
    closeNow(last, timeoutMs) {
      closed = true;
      const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      for (const [index, method] of last.entries()) {
        const call = { call: (lastCall += 1), method, args: [], sentAt: now() };
        worker?.postMessage((index === last.length - 1 ? { ...call, done } : call) satisfies ThreadCall);
      }
      return worker === null || Atomics.wait(done, 0, 0, timeoutMs) !== 'timed-out';
    },
  };
}

function describeSlow(method: string, { ms, waitedMs }: SlowCall): string {
  return `slow: ${method} took ${Math.round(ms)} ms, after waiting for ${Math.round(waitedMs)} ms`;
}

/** An error with the stack trace from inside the thread. */
function toError({ message, stack }: { message: string; stack: string }): Error {
  return Object.assign(new Error(message), { stack });
}
