import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Work } from './works.ts';

/** What a peer says once it has trained a first lap. */
export interface Opened {
  /** Of its first updates, each before it. */
  readonly losses: readonly number[];
  /** What computed. */
  readonly kernels: string;
  /** Whether denormal numbers count as 0 there. */
  readonly flushes: boolean;
}

/** Seconds that some laps took; of CPU time, those of all threads together. */
export interface Spent {
  readonly wall: number;
  readonly cpu: number;
  /** How many threads trained, where the peer chooses. */
  readonly threads?: number;
}

/** A process that trains when it is asked to, and says how long that took. */
export interface Peer {
  /** Sets up another work in the place of the last. Rejects with what the peer says goes wrong. */
  open(work: Work): Promise<Opened>;
  train(laps: number): Promise<Spent>;
  /** The most GFLOP/s that the CPU reaches just now; of our own peer alone. */
  peak(precision: Work['precision']): Promise<{ narrow: number; wide: number }>;
  end(): void;
}

/** Starts a script of this folder, Python's or our own, as a peer that may use so many cores. */
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

/** So many threads, and otherwise what the libraries choose for themselves. */
function environment(cores: number): NodeJS.ProcessEnv {
  const threads = Object.fromEntries(
    ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'].map((name) => [name, String(cores)]),
  );
  return { ...process.env, ...threads, OPENBLAS_CORETYPE: undefined, OPENBLAS_L2_SIZE: undefined };
}

function asker(child: ChildProcess, script: string): (message: object) => Promise<unknown> {
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  child.stdin!.on('error', () => {}); // the end of its answers tells
  return async (message) => {
    child.stdin!.write(`${JSON.stringify(message)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`${script} ended before it answered`);
    const answer = JSON.parse(value) as { readonly error?: string };
    if (answer.error !== undefined) throw new Error(`${script}: ${answer.error.slice(0, 300)}`);
    return answer;
  };
}
