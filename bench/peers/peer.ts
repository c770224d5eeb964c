import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A peer's script in a process of its own, which trains when it is asked to and says how long it took. */
export interface Peer {
  /** Trains `epochs` more epochs and resolves to the CPU seconds that they took. */
  train(epochs: number): Promise<number>;
  end(): void;
}

/** Whether python3 is there and has the module. */
export function hasPythonModule(name: string): boolean {
  return spawnSync('python3', ['-c', `import ${name}`], { stdio: 'ignore' }).status === 0;
}

/** Starts a script of this folder, on one thread. */
export function startPeer(script: string, ...args: readonly number[]): Peer {
  const child = spawn('python3', [join(import.meta.dirname, script), ...args.map(String)], {
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async train(epochs) {
      child.stdin.write(`${epochs}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script} ended before it answered`);
      return Number(value.split(' ')[0]);
    },
    end: () => void child.stdin.end(),
  };
}
