import {
  createTraining,
  drawSampleSets,
  epochColumn,
  featuresOf,
  type CreateNetwork,
  type TrainingConfig,
} from '#engine';
import type { Preset } from '#experiments';
import { createFastNetwork } from '../src/engine/kernels/fast-network.ts';
import { createLayeredNetwork } from '../src/engine/training/layered-network.ts';
import { requireSameLoss } from './losses.ts';
import type { Pair } from './pairs.ts';
import { startPeer } from './peers/peer.ts';
import { rateOf, rateOfPeer } from './rates.ts';

/** Validation this seldom is none. */
const never = 10_000_000;
const endless = 10_000_000;

/** What NumPy and PyTorch have to be beaten by, see the README; validation counts on our side. */
const aims: Readonly<Record<string, { NumPy: number; PyTorch: number }>> = {
  'chapter-100x64': { NumPy: 6, PyTorch: 8 },
  'chapter-1000x64': { NumPy: 6, PyTorch: 6 },
  'chapter-1000x512': { NumPy: 6, PyTorch: 4 },
};

/** One of the chapter's experiments in both precisions, with validation and without. */
export async function chapterPairs(
  { name, config }: Preset,
  pythons: { readonly NumPy: string | null; readonly PyTorch: string | null },
): Promise<{ pairs: Pair[]; end: () => void }> {
  const { samples, classes } = drawSampleSets(config).training;
  const units = config.layers[0]!.kind === 'dense' ? config.layers[0]!.units : 0;
  const shape = [samples / classes, units] as const;
  const { NumPy, PyTorch } = pythons;
  const peers = {
    numpy: NumPy === null ? null : startPeer(NumPy, 'numpy_chapter.py', ...shape),
    torch: PyTorch === null ? null : startPeer(PyTorch, 'torch_chapter.py', ...shape, config.evaluateEvery),
    torchAlone: PyTorch === null ? null : startPeer(PyTorch, 'torch_chapter.py', ...shape, 0),
  };
  const single: TrainingConfig = { ...config, precision: 'float32' };
  // The training is chaotic: where float32 rounds differently, it soon takes another path of the same kind.
  await requireSameLoss(name, 'NumPy', peers.numpy, 100, (epoch) => lossAt(config, epoch), 1e-9);
  await requireSameLoss(name, 'PyTorch', peers.torch, 20, (epoch) => lossAt(single, epoch), 1e-3);

  async function pair(
    precision: 'float64' | 'float32',
    validation: boolean,
    peerName: 'NumPy' | 'PyTorch',
    peer: keyof typeof peers,
  ): Promise<Pair> {
    const own = { ...config, precision, evaluateEvery: validation ? config.evaluateEvery : never };
    const process = peers[peer];
    const aim = validation ? aims[name]?.[peerName] : undefined;
    return {
      work: `${name}, ${precision}${validation ? '' : ', no validation'}`,
      precision,
      unit: 'epochs/s',
      ours: rateOf(epochOf(own, createFastNetwork)),
      peer: process && { name: peerName, rate: await rateOfPeer(process) },
      flops: flopsPerEpoch(own),
      ...(aim === undefined ? {} : { aim }),
    };
  }

  const pairs = [
    await pair('float64', true, 'NumPy', 'numpy'),
    await pair('float64', false, 'NumPy', 'numpy'),
    await pair('float32', true, 'PyTorch', 'torch'),
    await pair('float32', false, 'PyTorch', 'torchAlone'),
  ];
  const readable = { name: 'readable', rate: rateOf(epochOf(config, createLayeredNetwork)) };
  const { work, precision, unit, ours, flops } = pairs[0]!;
  pairs.push({ work, precision, unit, ours, flops, peer: readable });
  return { pairs, end: () => Object.values(peers).forEach((peer) => peer?.end()) };
}

/** A training that goes on for as long as it is asked to, epoch by epoch. */
function epochOf(config: TrainingConfig, createNetwork: CreateNetwork): () => void {
  const training = createTraining({ ...config, epochs: endless }, { createNetwork });
  const row = new Float64Array(training.rowLength);
  return () => training.advance(1, row);
}

function lossAt(config: TrainingConfig, epoch: number): number {
  const training = createTraining(config);
  const row = new Float64Array(training.rowLength);
  while (training.epoch <= epoch) training.advance(1, row);
  return row[epochColumn.loss]!;
}

/**
 * Multiplications and additions of the products of one epoch: forward, weight gradients, and input gradients but the first;
 * of validation, its share of forward passes.
 */
export function flopsPerEpoch(config: TrainingConfig): number {
  const { training, validation } = drawSampleSets(config);
  let width = featuresOf(config.dataset);
  let forward = 0;
  let backward = 0;
  config.layers.forEach((layer) => {
    if (layer.kind !== 'dense') return;
    const product = 2 * width * layer.units;
    backward += forward === 0 ? product : 2 * product;
    forward += product;
    width = layer.units;
  });
  return (forward + backward) * training.samples + (forward * validation.samples) / config.evaluateEvery;
}
