import { RandomStream, type CreateNetwork, type NetworkConfig } from '#engine';
import { presets } from '#experiments';
import { createFastNetwork } from '../src/engine/kernels/fast-network.ts';
import { requireSameLoss } from './losses.ts';
import type { Pair } from './pairs.ts';
import { startPeer } from './peers/peer.ts';
import { rateOf, rateOfPeer } from './rates.ts';

const samples = 2560;
const batchSize = 128;
const learningRate = 0.001;
/** Where losses are compared: in the second epoch, after a first one in another order. */
const comparedStep = 30;

const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };

/** Networks of these widths, inputs first and classes last, on shuffled batches of random data in float32. */
export async function widePairs(
  widths: readonly number[],
  python: string | null,
): Promise<{ pairs: Pair[]; end: () => void }> {
  const work = `${widths.join('-')}, batch ${batchSize}, float32`;
  const peer = python === null ? null : startPeer(python, 'torch_wide.py', samples, batchSize, ...widths);
  await requireSameLoss(work, 'PyTorch', peer, comparedStep, (step) => lossAt(widths, step), 1e-3);
  const ours = rateOf(updateOf(widths, createFastNetwork));
  return {
    pairs: [
      {
        work,
        precision: 'float32',
        unit: 'steps/s',
        ours,
        peer: peer && { name: 'PyTorch', rate: await rateOfPeer(peer) },
        flops: flopsPerStep(widths),
        aim: 0.8,
      },
    ],
    end: () => peer?.end(),
  };
}

function lossAt(widths: readonly number[], step: number): number {
  const update = updateOf(widths, createFastNetwork);
  for (let done = 0; done < step; done++) update();
  return update();
}

/** The network's updates one after the other, shuffled before every epoch; each returns the loss before it. */
function updateOf(widths: readonly number[], createNetwork: CreateNetwork): () => number {
  const random = new RandomStream(0);
  const normal = (length: number, scale: number): Float64Array =>
    Float64Array.from({ length }, () => scale * random.randn());
  const [features, classes] = [widths[0]!, widths.at(-1)!];
  const inputs = normal(samples * features, 1);
  const targets = Int32Array.from({ length: samples }, (_, sample) => sample % classes);
  const training = { samples, features, classes, inputs, targets };
  const weights = widths.slice(1).map((units, layer) => normal(widths[layer]! * units, 0.01));
  const network = createNetwork(configOf(widths), { training, validation: training, weights });

  const batches = samples / batchSize;
  let step = 0;
  return () => {
    const batch = step % batches;
    if (batch === 0) network.arrange(random.permutation(samples));
    const { dataLoss } = network.trainingPass(batch, step);
    step++;
    network.update(learningRate, step - 1);
    return dataLoss;
  };
}

function configOf(widths: readonly number[]): NetworkConfig {
  const { optimizer } = presets[0]!.config;
  const hidden = widths
    .slice(1, -1)
    .flatMap((units) => [{ kind: 'dense', units, ...none }, { kind: 'relu' }] as const);
  return {
    layers: [...hidden, { kind: 'dense', units: widths.at(-1)!, ...none }, { kind: 'softmax' }],
    optimizer,
    precision: 'float32',
    batchSize,
    seed: 0,
  };
}

/** Forward, weight gradients, and input gradients but the first: what PyTorch computes, too. */
function flopsPerStep(widths: readonly number[]): number {
  return widths
    .slice(1)
    .reduce((sum, units, layer) => sum + (layer === 0 ? 2 : 3) * 2 * widths[layer]! * units * batchSize, 0);
}
