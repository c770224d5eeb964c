import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A peer's script in a process of its own, which trains when it is asked to and says how long it took. */
export interface Peer {
  /** Trains so many more steps, epochs or updates as the script counts them. */
  train(steps: number): Promise<{ readonly cpuSeconds: number; readonly lastLoss: number }>;
  end(): void;
}

const pythons = ['python3', '/usr/bin/python3'];

/** The first Python that has all these modules, or null. */
export function findPython(...modules: readonly string[]): string | null {
  const hasAll = (python: string): boolean =>
    spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' }).status === 0;
  return pythons.find(hasAll) ?? null;
}

/** Starts a script of this folder, on one thread. */
export function startPeer(python: string, script: string, ...args: readonly number[]): Peer {
  const child = spawn(python, ['-B', join(import.meta.dirname, script), ...args.map(String)], {
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async train(steps) {
      child.stdin.write(`${steps}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script} ended before it answered`);
      const [cpuSeconds, lastLoss] = value.split(' ').map(Number) as [number, number];
      return { cpuSeconds, lastLoss };
    },
    end: () => void child.stdin.end(),
  };
}
