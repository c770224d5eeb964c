import { Worker } from 'node:worker_threads';
import { createFastNetwork, type CreateNetwork, type Crew, leaveTeam, type ThreadTask } from '#engine';
import type { CoreGrant } from './protocol.ts';

/** The threads of a trainer process, for the network that trains there. */
export interface ThreadCrew extends Crew {
  /** Sets what the network may compute on from its next step on, and the listener for its number of threads. */
  serve(grant: CoreGrant, chosen: Crew['chosen']): void;
  grant(grant: CoreGrant): void;
  /** Lets all threads rest until another network wants them. */
  release(): void;
}

/** Creates networks that these threads help. */
export function createNetworkWith(crew: Crew): CreateNetwork {
  return (config, start) => createFastNetwork(config, start, { crew });
}

/** Whether this thread may share memory and wait for others, which a host such as a browser window may refuse. */
function canWait(): boolean {
  try {
    return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1) === 'not-equal';
  } catch {
    return false;
  }
}

/**
 * Threads are started when a network first wants them, and kept: at rest, they take no CPU time.
 *
 * @param entry file or URL of training-thread
 * @param lost called with the reason when a thread that had begun ends: its work is lost. If none can begin, networks work without.
 */
export function createCrew(entry: URL | string, lost: (reason: string) => void): ThreadCrew {
  const threads = new Map<number, { readonly worker: Worker; task: ThreadTask | null }>();
  let canStart = canWait();
  let granted: CoreGrant = { cores: 1, exactly: false };
  let hear: Crew['chosen'] = () => undefined;

  function startThread(index: number) {
    const worker = new Worker(entry, { execArgv: [] });
    // It must not keep a trainer alive whose work is done.
    worker.unref();
    let hasBegun = false;
    const end = (reason: string): void => {
      canStart = false;
      if (hasBegun) lost(`training thread ${index} ended: ${reason}`);
    };
    worker.once('message', () => (hasBegun = true));
    worker.on('error', (error: unknown) => end(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => end(`code ${code}`));
    const thread = { worker, task: null as ThreadTask | null };
    threads.set(index, thread);
    return thread;
  }

  function release(): void {
    for (const thread of threads.values()) {
      if (thread.task) leaveTeam(thread.task);
      thread.task = null;
    }
  }

  return {
    get cores() {
      return canStart ? granted.cores : 1;
    },
    get exactly() {
      return granted.exactly;
    },
    start(task) {
      // The first thread of a new network: the previous network's threads are no longer needed.
      if (task.index === 1) release();
      const thread = threads.get(task.index) ?? startThread(task.index);
      thread.task = task;
      thread.worker.postMessage(task);
    },
    chosen: (count, wanted) => hear(count, wanted),
    serve(grant, chosen) {
      granted = grant;
      hear = chosen;
    },
    grant(grant) {
      granted = grant;
    },
    release,
  };
}
