import { describe, expect, it } from 'vitest';
import { type Dropout, dropoutPurpose, dropoutThreshold } from '../layers/dropout-mask.ts';
import { RandomStream } from '../random/random-stream.ts';
import { threefry2x32 } from '../random/threefry.ts';
import { centralDifference, differenceToScale } from '../reference/closeness.ts';
import { createLayeredNetwork } from '../training/layered-network.ts';
import type { CreateNetwork } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';
import {
  build,
  drawStart,
  gradientsOf,
  kernelCases,
  layersOf,
  numbersOf,
  smoothOptimizers,
  unitStep,
} from './conformance-case.ts';
import { createFastNetwork } from './fast-network.ts';
import { numbersAt } from './memory-plan.ts';
import { rowBytes, samplesPerPanel } from './panels.ts';
import { instantiateKernels } from './wasm.ts';

const none = [0, 0, 0, 0];
/** What follows each hidden layer in turn: ReLU and dropout, dropout alone, nothing, and dropout at rate 0. */
const behind = (position: number): readonly LayerConfig[] =>
  [
    [{ kind: 'relu' } as const, { kind: 'dropout', rate: 0.3 } as const],
    [{ kind: 'dropout', rate: 0.6 } as const],
    [],
    [{ kind: 'dropout', rate: 0 } as const],
  ][position]!;

describe.each(kernelCases)('$variant dropout', ({ variant, precision, tolerance }) => {
  const create: CreateNetwork = (config, start) => createFastNetwork(config, start, { variant });
  const random = new RandomStream([9, 1]);
  const word = (): number => Math.floor(random.randomSample() * 2 ** 32);

  it('has the masks of dropout-mask.ts, bit for bit', () => {
    const samples = samplesPerPanel(precision);
    const { kernels, memory } = instantiateKernels(variant, 65_536);
    const address = 8192;
    for (let draw = 0; draw < 300; draw++) {
      const units = 1 + (draw % 9);
      const panels = 1 + (draw % 3);
      const [seed, updates] = [word(), draw % 2 === 0 ? word() : draw];
      const dropoutLayer = draw % 4;
      const rate = draw % 5 === 0 ? 0.5 : random.randomSample();
      // Makes the tile's own counters pass 2^32 occasionally.
      const position = draw % 3 === 0 ? Math.floor((2 ** 32 - 2) / Math.ceil(units / 2)) : word() % 100_000;
      const stride = (units + (draw % 2)) * rowBytes;
      const length = (panels * stride * samples) / rowBytes;
      const values = numbersAt(memory.buffer, { address, length }, precision);
      values.fill(1);
      kernels.applyDropout(
        units,
        0,
        units,
        panels,
        address,
        stride,
        position,
        updates,
        seed,
        dropoutPurpose + dropoutLayer,
        dropoutThreshold(rate),
        1 / (1 - rate),
      );
      const expected = maskFrom(position, { rate, seed, dropoutLayer }, updates, panels * samples, units);
      for (let sample = 0; sample < panels * samples; sample++) {
        for (let unit = 0; unit < units; unit++) {
          const panel = Math.floor(sample / samples);
          const at = (panel * stride * samples) / rowBytes + unit * samples + (sample % samples);
          const mask = expected[sample * units + unit]!;
          expect(values[at]).toBe(precision === 'float32' ? Math.fround(mask) : mask);
        }
      }
    }
  });

  it.each([
    { samples: 300, features: 2, units: [7, 3], batchSize: null },
    { samples: 41, features: 3, units: [9, 6, 4], batchSize: 17 },
    { samples: 150, features: 6, units: [12, 9, 5, 7, 4], batchSize: 140 },
  ])("agrees with the readable network's: $samples x $features, $units, $batchSize", (shape) => {
    const { samples, features, units, batchSize } = shape;
    const layers = layersOf(
      units,
      units.map(() => [0, 1e-3, 0, 0]),
      behind,
    );
    const start = drawStart(layers, samples, features, random);
    const config = { layers, optimizer: smoothOptimizers.adam, batchSize, seed: word() };
    const readable = build(createLayeredNetwork, start, config);
    const fast = build(create, start, { ...config, precision });
    const batches = Math.ceil(samples / (batchSize ?? samples));
    for (let step = 0; step < 6; step++) {
      const updates = step + 2 ** 32 - 3;
      const expected = readable.trainingPass(step % batches, updates);
      const got = fast.trainingPass(step % batches, updates);
      expect(Math.abs(got.dataLoss - expected.dataLoss)).toBeLessThan(tolerance);
      const [whole, sameWhole] = [readable, fast].map((network) => network.evaluate('validation'));
      expect(Math.abs(sameWhole!.dataLoss - whole!.dataLoss)).toBeLessThan(tolerance);
      expect(Math.abs(got.dataLoss - sameWhole!.dataLoss)).toBeGreaterThan(1e-3);
      readable.update(0.05, step);
      fast.update(0.05, step);
      expect(differenceToScale(numbersOf(fast), numbersOf(readable))).toBeLessThan(tolerance);
    }
  });

  it('does nothing at rate 0', () => {
    const withRate = (rate: number | null) => {
      const dropout: LayerConfig[] = rate === null ? [] : [{ kind: 'dropout', rate }];
      const layers = layersOf([6, 3], [none, none], () => [{ kind: 'relu' }, ...dropout]);
      const network = build(create, drawStart(layers, 20, 2, new RandomStream(4)), {
        layers,
        optimizer: unitStep,
        precision,
      });
      return [network.trainingPass(0, 0), gradientsOf(network)];
    };
    expect(withRate(0)).toEqual(withRate(null));
    expect(withRate(0.5)).not.toEqual(withRate(null));
  });
});

it('has the gradients of central differences', () => {
  const layers = layersOf([5, 4, 3, 3], [none, none, none, none], behind);
  const start = drawStart(layers, 9, 3, new RandomStream(6));
  const network = build(createFastNetwork, start, { layers, optimizer: unitStep, seed: 3 });
  const differences = network.parameters.flatMap(({ weights, biases }) =>
    [weights, biases].flatMap((values) =>
      Array.from(values, (_, index) =>
        centralDifference(() => network.trainingPass(0, 0).dataLoss, values as Float64Array, index),
      ),
    ),
  );
  gradientsOf(network).forEach((gradient, index) => expect(gradient).toBeCloseTo(differences[index]!, 6));
});

/** Factors of samples starting at `position`, [samples, units], following the definition in dropout-mask.ts. */
function maskFrom(position: number, dropout: Dropout, updates: number, samples: number, units: number) {
  const { rate, seed, dropoutLayer } = dropout;
  const words = new Uint32Array(2);
  return Float64Array.from({ length: samples * units }, (_, index) => {
    const unit = index % units;
    const counter = (position + Math.floor(index / units)) * Math.ceil(units / 2) + Math.floor(unit / 2);
    threefry2x32(seed, dropoutPurpose + dropoutLayer, counter, updates, words);
    return words[unit % 2]! < dropoutThreshold(rate) ? 0 : 1 / (1 - rate);
  });
}
