import { Worker } from 'node:worker_threads';

/** A thread of the store that has no role yet. */
export interface StartedThread {
  readonly worker: Worker;
  /** Resolves when its code is there, or it has gone: from then on it can be ended. */
  readonly loaded: Promise<void>;
  /** True from then on. */
  readonly isLoaded: boolean;
}

/** How long the end of this process waits for threads that load, in milliseconds. */
const loadingTimeoutMs = 2000;
/** Of each thread whose code is being loaded what becomes 1 when it is there. */
const loading = new Set<Int32Array>();
// A process that ends ends its threads: see storage-worker.ts.
process.on('exit', () => {
  for (const isThere of loading) Atomics.wait(isThere, 0, 0, loadingTimeoutMs);
});

let ahead: { readonly entry: string; readonly started: StartedThread } | null = null;

/** Starts the thread that the next store will ask first: its code loads while this process loads its own. */
export function startThreadAhead(entry: string): void {
  const started = startThread(entry);
  ahead = { entry, started };
  started.worker.unref();
  started.worker.once('exit', () => {
    if (ahead?.started === started) ahead = null; // the next one tells why it cannot start
  });
}

/** The thread that was started ahead, once, or else a new one. */
export function takeThread(entry: string): StartedThread {
  if (ahead?.entry !== entry) return startThread(entry);
  const { started } = ahead;
  ahead = null;
  started.worker.ref();
  return started;
}

function startThread(entry: string): StartedThread {
  const isThere = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  // Without the flags of this process: some, as --input-type, stop a thread from starting.
  const worker = new Worker(entry, { workerData: isThere, execArgv: [] });
  worker.on('error', () => undefined); // it ends of it, which those hear who asked it
  loading.add(isThere);
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const canEnd = (): void => {
    loading.delete(isThere);
    resolve(undefined);
  };
  worker.once('message', canEnd); // its code is there, whatever it says
  worker.once('exit', canEnd);
  return {
    worker,
    loaded: promise,
    get isLoaded() {
      return !loading.has(isThere);
    },
  };
}
