import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { build, drawStart, layersOf, numbersOf, smoothOptimizers } from './conformance-case.ts';
import { createFastNetwork } from './fast-network.ts';

const features = 70;
const samples = 330;
const lambdas = [0, 1e-3, 1e-4, 0];

// Wide enough for every code path of the products; units, inputs and samples do not fill whole tiles, panels or pairs of vectors. Different
// bits mean a different engine, see version.ts.
test.each([
  { variant: 'float64', batchSize: 150, digest: 'f564591ac2257c4d' },
  { variant: 'float64', batchSize: 17, digest: '77fd6162e27979e2' },
  { variant: 'float32', batchSize: 150, digest: '7f368ad125650b74' },
  { variant: 'float32', batchSize: 17, digest: 'be113cc135a43e58' },
] as const)('wide batches keep their bits: $variant, $batchSize', ({ variant, batchSize, digest }) => {
  const random = new RandomStream(3);
  const units = [301, 197, 11];
  const layers = layersOf(
    units,
    units.map(() => lambdas),
  );
  const start = drawStart(layers, samples, features, random);
  const network = build((config, from) => createFastNetwork(config, from, { variant }), start, {
    layers,
    optimizer: smoothOptimizers.adam,
    batchSize,
    precision: variant,
  });
  const losses = Array.from({ length: 6 }, (_, step) => {
    const { dataLoss } = network.trainingPass(step % Math.ceil(samples / batchSize), step);
    network.update(0.05, step);
    return dataLoss;
  });
  const numbers = [...losses, ...network.penalties, ...numbersOf(network)];
  const bytes = new Uint8Array(Float64Array.from(numbers).buffer);
  expect(createHash('sha256').update(bytes).digest('hex').slice(0, 16)).toBe(digest);
});
