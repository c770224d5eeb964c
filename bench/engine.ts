import { createTraining, featuresOf, kernelVariant, type CreateNetwork, type TrainingConfig } from '#engine';
import { presets } from '#experiments';
import { createFastNetwork } from '../src/engine/kernels/fast-network.ts';
import { createLayeredNetwork } from '../src/engine/training/layered-network.ts';
import { createPeakMeter } from './peak.ts';
import { hasPythonModule, startPeer } from './peers/peer.ts';
import { report } from './statistics.ts';

const rounds = 11;
/** CPU seconds that one measurement should take about. */
const sliceSeconds = 0.1;

/**
 * Epochs a second of CPU time, in one process each and on one thread: the engine's two networks and NumPy, side by side in
 * rounds, so that what else the machine does touches all of them. Ratios are medians over rounds.
 */
export async function engine(): Promise<void> {
  const hasNumpy = hasPythonModule('numpy');
  if (!hasNumpy) console.log('python3 has no numpy: skipping the comparison');
  console.log(`float32 kernels: ${kernelVariant('float32')}; the rest is float64`);
  const measurePeak = await createPeakMeter(cpuSecondsOf);

  for (const { name, config } of presets) {
    const samplesPerClass = config.dataset.samplesPerClass;
    const units = config.layers[0]!.kind === 'dense' ? config.layers[0]!.units : 0;
    const contenders: Record<string, (() => Promise<number>) | undefined> = {
      kernels: trainer(config, createFastNetwork),
      'kernels, no validation': trainer({ ...config, evaluateEvery: 10_000_000 }, createFastNetwork),
      'kernels, float32': trainer({ ...config, precision: 'float32' }, createFastNetwork),
      readable: trainer(config, createLayeredNetwork),
    };
    const numpy = hasNumpy ? startPeer('numpy_chapter.py', samplesPerClass, units) : null;
    if (numpy) contenders.NumPy = await ratedPeer((epochs) => numpy.train(epochs));

    const rates: Record<string, number[]> = {};
    const peaks: number[] = [];
    for (let round = 0; round < rounds; round++) {
      peaks.push(measurePeak());
      for (const [contender, rate] of Object.entries(contenders)) {
        (rates[contender] ??= []).push(await rate!());
      }
    }
    numpy?.end();

    for (const [contender, values] of Object.entries(rates))
      report(`${name}: ${contender}`, values, 'epochs/s');
    const kernels = rates['kernels, no validation']!;
    const speeds = kernels.map((rate) => (rate * flopsPerEpoch(config)) / 1e9);
    report(`${name}: kernels, no validation`, speeds, 'GFLOP/s');
    report(
      `${name}: share of the peak of multiply and add`,
      speeds.map((speed, round) => (100 * speed) / peaks[round]!),
      '%',
    );
    const times = (peer: string): number[] =>
      rates.kernels!.map((rate, round) => rate / rates[peer]![round]!);
    report(`${name}: kernels to readable`, times('readable'), 'x');
    if (numpy) report(`${name}: kernels to NumPy`, times('NumPy'), 'x', '> 6');
  }
}

/** A training that goes on for as long as it is asked to; each call resolves to its present epochs a second. */
function trainer(config: TrainingConfig, createNetwork: CreateNetwork): () => Promise<number> {
  const training = createTraining({ ...config, epochs: 10_000_000 }, { createNetwork });
  const row = new Float64Array(training.rowLength);
  const train = (epochs: number): number =>
    cpuSecondsOf(() => {
      for (let epoch = 0; epoch < epochs; epoch++) training.advance(1, row);
    });
  train(20);
  train(Math.ceil((3 * sliceSeconds * 20) / train(20))); // until it runs as optimized code
  const epochs = 10 * Math.ceil((sliceSeconds * 10) / train(100));
  return () => Promise.resolve(epochs / train(epochs));
}

async function ratedPeer(train: (epochs: number) => Promise<number>): Promise<() => Promise<number>> {
  await train(5);
  const epochs = Math.ceil((sliceSeconds * 20) / (await train(20)));
  return async () => epochs / (await train(epochs));
}

/** Time on a CPU is what a slower neighbour does not lengthen, but for caches and units that cores share. */
function cpuSecondsOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** Multiplications and additions of the products of one epoch: forward, weight gradients, and input gradients but the first. */
function flopsPerEpoch({ dataset, layers }: TrainingConfig): number {
  let width = featuresOf(dataset);
  let perSample = 0;
  layers.forEach((layer, index) => {
    if (layer.kind !== 'dense') return;
    perSample += (index === 0 ? 2 : 3) * 2 * width * layer.units;
    width = layer.units;
  });
  return perSample * dataset.samplesPerClass * dataset.classes;
}
