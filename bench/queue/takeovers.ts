import { setTimeout as delay } from 'node:timers/promises';
import { presets } from '#experiments';
import { report } from '../statistics.ts';
import { openBenchLab } from './lab.ts';

const repeats = 3;

interface Stint {
  readonly startedAt: string;
  readonly fromEpoch: number;
  readonly worker: { readonly id: string } | null;
}

/** From a worker's SIGKILL to the start of another one's training of the same run. */
export async function takeovers(): Promise<void> {
  const lab = await openBenchLab([]);
  const { host } = lab;
  const seconds: number[] = [];
  try {
    const config = { ...presets[0]!.config, epochs: 1_000_000 };
    const { runs } = await host.call<{ runs: { id: string }[] }>('createRuns', {
      configs: [config],
      place: 'workers',
    });
    const [{ id }] = runs as [{ id: string }];
    let trainer = await lab.join(1);
    for (let count = 1; count <= repeats; count++) {
      await stint(count, 0);
      await delay(4000); // checkpoints come every 3 s
      const next = await lab.join(1);
      trainer.kill('SIGKILL');
      const killedAt = Date.now();
      trainer = next;
      const { startedAt } = await stint(count + 1, 1);
      seconds.push((Date.parse(startedAt) - killedAt) / 1000);
    }
    async function stint(count: number, leastEpoch: number): Promise<Stint> {
      for (;;) {
        const { stints } = await host.call<{ stints: Stint[] }>('getRun', { id });
        const last = stints.sort((a, b) => a.startedAt.localeCompare(b.startedAt)).at(-1);
        if (stints.length === count && last!.fromEpoch >= leastEpoch) return last!;
        await delay(50);
      }
    }
  } finally {
    await lab.close();
  }
  report("from a worker's death to the next one's training", seconds, 's', '< 30');
}
