import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTraining, drawSampleSets, featuresOf, type TrainingConfig } from '#engine';
import { presets } from '#experiments';
import { createPairMeter, printPairs, type TableRow } from './pairs.ts';
import { rateOf } from './rates.ts';

const project = join(import.meta.dirname, '..');
const endless = 10_000_000;
/** A ratio near 1 needs more rounds than one near 6. */
const rounds = 31;
/** No slower, apart from what cannot be distinguished from noise. */
const aim = 0.98;

type Create = typeof createTraining;

/**
 * This tree's engine beside that of another commit: both run the same trainings on one thread, taking turns. Throws if git does not know
 * the commit.
 */
export async function engineAgainst(commit: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lambdascope-engine-'));
  try {
    extractEngine(commit, folder);
    const other = (await import(join(folder, 'src/engine/index.ts'))) as { createTraining: Create };
    const measure = await createPairMeter(rounds);
    const rows: TableRow[] = [];
    for (const { work, config } of works()) {
      const ours = rateOf(epochOf(config, createTraining));
      const theirs = rateOf(epochOf(config, other.createTraining));
      const { precision } = config;
      rows.push(await measure({ work, precision, ours, other: theirs, flops: flopsPerEpoch(config), aim }));
    }
    printPairs(rows, commit);
  } finally {
    rmSync(folder, { recursive: true, maxRetries: 10 });
  }
}

/** The engine imports nothing from outside itself. */
function extractEngine(commit: string, folder: string): void {
  const archive = join(folder, 'engine.tar');
  execFileSync('git', ['archive', '--output', archive, commit, 'src/engine', 'package.json'], {
    cwd: project,
  });
  execFileSync('tar', ['-xf', archive, '-C', folder]);
}

function works(): { work: string; config: TrainingConfig }[] {
  const base = presets[0]!.config;
  const [dense, relu, output, softmax] = base.layers as [Dense, Layer, Layer, Layer];
  const wide = [{ ...dense, units: 512 }, relu, { ...dense, units: 512 }, relu, output, softmax];
  const deep = [...Array.from({ length: 10 }, () => [{ ...dense, units: 32 }, relu]).flat(), output, softmax];
  const dropout = [dense, relu, { kind: 'dropout', rate: 0.1 } as const, output, softmax];
  const precisions = ['float64', 'float32'] as const;
  return precisions.flatMap((precision) => [
    ...presets.map(({ name, config }) => ({
      work: `${name}, ${precision}`,
      config: { ...config, precision },
    })),
    ...[16, 128].map((batchSize) => ({
      work: `512-512, batch ${batchSize}, ${precision}`,
      config: { ...base, layers: wide, batchSize, evaluateEvery: endless, precision },
    })),
    {
      work: `10 x 32, batch 32, ${precision}`,
      config: { ...base, layers: deep, batchSize: 32, evaluateEvery: endless, precision },
    },
    {
      work: `dropout, batch 32, evaluated every 10 epochs, ${precision}`,
      config: { ...base, layers: dropout, batchSize: 32, precision },
    },
    {
      work: `dropout, batch 32, never evaluated, ${precision}`,
      config: { ...base, layers: dropout, batchSize: 32, evaluateEvery: endless, precision },
    },
  ]);
}

type Layer = TrainingConfig['layers'][number];
type Dense = Extract<Layer, { kind: 'dense' }>;

function epochOf(config: TrainingConfig, create: Create): () => void {
  const training = create({ ...config, epochs: endless });
  const row = new Float64Array(training.rowLength);
  return () => training.advance(1, row);
}

/**
 * Multiplications and additions of the products of one epoch: forward, weight gradients, and input gradients except the first; for
 * validation, its share of forward passes.
 */
function flopsPerEpoch(config: TrainingConfig): number {
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
