import { createInterface } from 'node:readline';
import { kernelVariant } from '#engine';
import { createCrew } from '../../src/workers/crew.ts';
import { allowWideVectors } from '../../src/workers/wide-vectors.ts';
import { createPeakMeter, type PeakMeter } from '../peak.ts';
import { openWork } from './engine-work.ts';
import type { Work } from './works.ts';

type Message = { readonly work: Work } | { readonly laps: number } | { readonly peak: Work['precision'] };

/** As many as protocol.py sends. */
const comparedSteps = 20;

allowWideVectors(); // as in a trainer

const cores = Number(process.argv[2]);
const crew = createCrew(new URL('../../src/workers/training-thread.ts', import.meta.url), (reason) => {
  throw new Error(reason);
});
let threads = 1;
crew.serve({ cores, exactly: false }, (count) => (threads = count));

const meters: Partial<Record<Work['precision'], PeakMeter>> = {};
let lap: () => number[] = () => [];

function open(work: Work): object {
  threads = 1;
  lap = openWork(work, cores > 1 ? crew : null);
  const losses = lap().slice(0, comparedSteps);
  const kernels = `Lambdascope ${kernelVariant(work.precision)}, V8 ${process.versions.v8}`;
  return { losses, kernels, flushes: false };
}

function train(laps: number): object {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  for (let done = 0; done < laps; done++) lap();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: (performance.now() - wall) / 1000, cpu: (user + system) / 1e6, threads };
}

async function answer(message: Message): Promise<object> {
  if ('work' in message) return open(message.work);
  if ('laps' in message) return train(message.laps);
  return (meters[message.peak] ??= await createPeakMeter(message.peak))();
}

for await (const line of createInterface({ input: process.stdin })) {
  const answered = await answer(JSON.parse(line) as Message).catch((error: unknown) => ({
    error: String(error),
  }));
  console.log(JSON.stringify(answered));
}
