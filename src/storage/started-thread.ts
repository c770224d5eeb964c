import { Worker } from 'node:worker_threads';

/** A store thread that has no role yet. */
export interface StartedThread {
  readonly worker: Worker;
  /** Resolves when its code is loaded, or the thread is gone: from then on it can be ended. */
  readonly loaded: Promise<void>;
  /** True from then on. */
  readonly isLoaded: boolean;
}

/** How long the exit of this process waits for loading threads, in milliseconds. */
const loadingTimeoutMs = 2000;
/** For each thread whose code is being loaded, the number that becomes 1 when that is done. */
const loading = new Set<Int32Array>();
// When a process exits it ends its threads: see storage-worker.ts.
process.on('exit', () => {
  for (const isThere of loading) Atomics.wait(isThere, 0, 0, loadingTimeoutMs);
});

let ahead: { readonly entry: string; readonly started: StartedThread } | null = null;

/** Starts the thread that the next store will ask first, unless one waits: its code loads while this process loads its own. */
export function startThreadAhead(entry: string): void {
  if (ahead?.entry === entry) return;
  const started = startThread(entry);
  ahead = { entry, started };
  started.worker.unref();
  started.worker.once('exit', () => {
    if (ahead?.started === started) ahead = null; // the next thread reports why it cannot start
  });
}

/** The thread that was started ahead, once; afterwards a new one. */
export function takeThread(entry: string): StartedThread {
  if (ahead?.entry !== entry) return startThread(entry);
  const { started } = ahead;
  ahead = null;
  started.worker.ref();
  return started;
}

function startThread(entry: string): StartedThread {
  const isThere = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  // Without the flags of this process: some, such as --input-type, keep a thread from starting.
  const worker = new Worker(entry, { workerData: isThere, execArgv: [] });
  worker.on('error', () => undefined); // it ends the thread; pending calls are rejected on exit
  loading.add(isThere);
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const canEnd = (): void => {
    loading.delete(isThere);
    resolve(undefined);
  };
  worker.once('message', canEnd); // its code is loaded, whatever the message says
  worker.once('exit', canEnd);
  return {
    worker,
    loaded: promise,
    get isLoaded() {
      return !loading.has(isThere);
    },
  };
}
