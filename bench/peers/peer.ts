import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Work } from './works.ts';

/** A peer's answer once it has trained a first lap. */
export interface Opened {
  /** Losses before each of its first updates. */
  readonly losses: readonly number[];
  /** The kernels that computed. */
  readonly kernels: string;
  /** Whether denormal numbers are flushed to 0. */
  readonly flushes: boolean;
}

/** Seconds taken by some laps; CPU time is that of all threads together. */
export interface Spent {
  readonly wall: number;
  readonly cpu: number;
  /** How many threads trained, if the peer chooses. */
  readonly threads?: number;
}

/** A process that trains on request, and reports how long that took. */
export interface Peer {
  /** Sets up another work in place of the last. Rejects with the peer's error message. */
  open(work: Work): Promise<Opened>;
  train(laps: number): Promise<Spent>;
  /** The maximum GFLOP/s that the CPU reaches at the moment; only for our own peer. */
  peak(precision: Work['precision']): Promise<{ narrow: number; wide: number }>;
  end(): void;
}

/** Starts a script in this folder, Python or our own, as a peer that may use this many cores. */
export function startPeer(program: string, script: string, cores: number, ...rest: string[]): Peer {
  const flags = script.endsWith('.py') ? ['-B'] : [];
  const child = spawn(program, [...flags, join(import.meta.dirname, script), String(cores), ...rest], {
    env: environment(cores),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ask = asker(child, script);
  return {
    open: (work) => ask({ work }) as Promise<Opened>,
    train: (laps) => ask({ laps }) as Promise<Spent>,
    peak: (precision) => ask({ peak: precision }) as Promise<{ narrow: number; wide: number }>,
    end: () => void child.stdin.end(),
  };
}

/** Sets the number of threads, and otherwise leaves the choice to the libraries. */
function environment(cores: number): NodeJS.ProcessEnv {
  const threads = Object.fromEntries(
    ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'].map((name) => [name, String(cores)]),
  );
  return { ...process.env, ...threads, OPENBLAS_CORETYPE: undefined, OPENBLAS_L2_SIZE: undefined };
}

function asker(child: ChildProcess, script: string): (message: object) => Promise<unknown> {
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  child.stdin!.on('error', () => {}); // the end of its answers reports it
  return async (message) => {
    child.stdin!.write(`${JSON.stringify(message)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`${script} ended before it answered`);
    const answer = JSON.parse(value) as { readonly error?: string };
    if (answer.error !== undefined) throw new Error(`${script}: ${answer.error.slice(0, 300)}`);
    return answer;
  };
}
