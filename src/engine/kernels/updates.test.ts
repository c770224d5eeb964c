import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { differenceToScale } from '../reference/closeness.ts';
import { createLayeredNetwork } from '../training/layered-network.ts';
import type { CreateNetwork, Network } from '../training/network.ts';
import { build, drawStart, kernelCases, layersOf, numbersOf, smoothOptimizers } from './conformance-case.ts';
import { createFastNetwork } from './fast-network.ts';

const lambdas = [1e-4, 1e-3, 1e-4, 1e-3];
const optimizers = Object.entries(smoothOptimizers);

function train(network: Network, first: number, last: number): void {
  for (let step = first; step < last; step++) {
    network.trainingPass(0, step);
    network.update(0.05, step);
  }
}

/** In batches, the second layer's weights are stored in columns. */
const cases = kernelCases.flatMap((own) => [null, 21].map((batchSize) => ({ ...own, batchSize })));

describe.each(cases)(
  '$variant updates, batches of $batchSize',
  ({ variant, precision, tolerance, batchSize }) => {
    const create: CreateNetwork = (config, start) => createFastNetwork(config, start, { variant });
    const layers = layersOf([40, 64, 3], [lambdas, lambdas, lambdas], () => [
      { kind: 'relu' },
      { kind: 'dropout', rate: 0.2 },
    ]);
    const start = drawStart(layers, 21, 3, new RandomStream(8));

    it.each(optimizers)('decay weights as the readable network does: %s', (_kind, base) => {
      const optimizer = { ...base, weightDecay: 0.3 };
      const readable = build(createLayeredNetwork, start, { layers, optimizer });
      const fast = build(create, start, { layers, optimizer, precision, batchSize });
      const without = build(create, start, { layers, optimizer: base, precision, batchSize });
      for (const network of [readable, fast, without]) train(network, 0, 8);
      expect(differenceToScale(numbersOf(fast), numbersOf(readable))).toBeLessThan(tolerance);
      expect(differenceToScale(numbersOf(without), numbersOf(readable))).toBeGreaterThan(0.01);
    });

    it.each(optimizers)('keep the moments of the readable network: %s', (_kind, optimizer) => {
      const readable = build(createLayeredNetwork, start, { layers, optimizer });
      const fast = build(create, start, { layers, optimizer, precision, batchSize });
      expect(fast.moments.map(({ length }) => length)).toEqual(readable.moments.map(({ length }) => length));
      expect(fast.moments.every((values) => values.every((value) => value === 0))).toBe(true);
      for (const network of [readable, fast]) train(network, 0, 8);
      fast.moments.forEach((values, index) => {
        expect(differenceToScale(values, [...readable.moments[index]!])).toBeLessThan(10 * tolerance);
      });
    });

    it.each(optimizers)('continue from copied parameters and moments, to the bit: %s', (_kind, base) => {
      const config = { layers, optimizer: { ...base, weightDecay: 0.01 }, precision, batchSize };
      const whole = build(create, start, config);
      train(whole, 0, 5);
      const resumed = build(create, start, config);
      resumed.parameters.forEach((layer, index) => {
        layer.weights.set(whole.parameters[index]!.weights);
        layer.biases.set(whole.parameters[index]!.biases);
      });
      resumed.moments.forEach((values, index) => values.set(whole.moments[index]!));
      for (const network of [whole, resumed]) train(network, 5, 12);
      expect(numbersOf(resumed)).toEqual(numbersOf(whole));
      expect(resumed.moments).toEqual(whole.moments);
    });
  },
);
