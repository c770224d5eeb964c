import { idle, makeDataDir, startHost } from './host.ts';
import { report } from './statistics.ts';

const runs = 200;
const repeats = 5;

/** Two features, 16 units, three classes. */
const configOf = (seed: number) => ({
  name: `tiny-${seed}`,
  dataset: { kind: 'spiral', samplesPerClass: 20, classes: 3 },
  validation: { samplesPerClass: 20 },
  layers: [{ kind: 'dense', units: 16 }, { kind: 'relu' }, { kind: 'dense', units: 3 }, { kind: 'softmax' }],
  optimizer: { kind: 'adam', learningRate: 0.02 },
  epochs: 50,
  seed,
});

/**
 * Many tiny runs on two workers, from queueing them to the last one's end: what a run costs besides its training. Other builds, given as
 * their out/main/cli.js, take turns with this one, and must arrive at the same digests.
 */
export async function tiny(otherBuilds: readonly string[]): Promise<void> {
  const builds = [undefined, ...otherBuilds];
  const rates = builds.map((): number[] => []);
  const digests = new Set<string>();
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [index, cli] of builds.entries()) {
      const measured = await measure(cli);
      rates[index]!.push(measured.runsPerSecond);
      digests.add(measured.digests);
    }
  }
  if (digests.size > 1) throw new Error('the builds come to different digests');
  for (const [index, cli] of builds.entries()) {
    report(`${runs} runs of 2-16-3, ${cli ?? 'this build'}`, rates[index]!, 'runs/s');
    if (index > 0) {
      const ratios = rates[0]!.map((rate, repeat) => rate / rates[index]![repeat]!);
      report(`this build to ${cli}`, ratios, 'x');
    }
  }
}

async function measure(cli: string | undefined): Promise<{ runsPerSecond: number; digests: string }> {
  const dataDir = makeDataDir();
  const host = await startHost(dataDir.path, { cli });
  try {
    await host.call('setConcurrency', { concurrency: 2 });
    // The processes exist, and their kernels are compiled, before the clock starts.
    await host.call('createRuns', {
      configs: Array.from({ length: 20 }, (_, seed) => configOf(1000 + seed)),
    });
    await idle(host, 10);
    const started = performance.now();
    await host.call('createRuns', { configs: Array.from({ length: runs }, (_, seed) => configOf(seed)) });
    await idle(host, 10);
    const seconds = (performance.now() - started) / 1000;
    const { runs: recorded } = await host.call<{ runs: { seed: number; digest: string | null }[] }>(
      'listRuns',
      {
        limit: 1000,
      },
    );
    const digests = recorded.filter(({ seed }) => seed < runs).map(({ seed, digest }) => `${seed} ${digest}`);
    return { runsPerSecond: runs / seconds, digests: digests.sort().join() };
  } finally {
    await host.stop();
    dataDir.remove();
  }
}
