import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { differenceToScale } from '../reference/closeness.ts';
import { createLayeredNetwork } from '../training/layered-network.ts';
import type { CreateNetwork } from '../training/network.ts';
import { build, drawStart, kernelCases, layersOf, numbersOf, smoothOptimizers } from './conformance-case.ts';
import { createFastNetwork } from './fast-network.ts';
import { instantiateKernels } from './wasm.ts';

const lambdas = [1e-4, 1e-3, 0, 1e-3];
const optimizers = Object.entries(smoothOptimizers);

const singleCases = kernelCases.filter(({ precision }) => precision === 'float32');

describe.each(singleCases)('$variant kernels', ({ variant, precision }) => {
  const create: CreateNetwork = (config, start) => createFastNetwork(config, start, { variant });
  const random = new RandomStream(5);
  const shapes = [
    [1, 2, [3]],
    [7, 1, [5, 2]],
    [8, 3, [1, 4]],
    [9, 5, [6, 7, 3]],
    [150, 2, [64, 3]],
    [133, 4, [33, 18, 5, 4]],
  ] as const;
  const cases = shapes.flatMap(([samples, features, units]) =>
    optimizers.map(([kind, optimizer]) => ({ samples, features, units, optimizer, kind })),
  );

  it.each(cases)(
    'agree with the readable network in float64: $samples x $features, $units, $kind',
    ({ samples, features, units, optimizer }) => {
      const layers = layersOf(
        units,
        units.map(() => lambdas),
      );
      const start = drawStart(layers, samples, features, random);
      const readable = build(createLayeredNetwork, start, { layers, optimizer });
      const fast = build(create, start, { layers, optimizer, precision });
      for (let step = 0; step < 6; step++) {
        const expected = readable.trainingPass(0, step);
        const got = fast.trainingPass(0, step);
        expect(got.dataLoss).toBeCloseTo(expected.dataLoss, 4);
        expect(differenceToScale(fast.penalties, [...readable.penalties])).toBeLessThan(1e-4);
        expect({ ...fast.evaluate('validation'), samples }).toEqual(got);
        readable.update(0.05, step);
        fast.update(0.05, step);
        expect(differenceToScale(numbersOf(fast), numbersOf(readable))).toBeLessThan(2e-5);
      }
    },
  );

  it.each(optimizers)('do not hide a NaN: %s', (_kind, optimizer) => {
    const layers = layersOf([4, 3], [lambdas, lambdas]);
    const start = drawStart(layers, 9, 2, random);
    const network = build(create, start, { layers, optimizer, precision });
    network.parameters[1]!.weights[0] = NaN;
    expect(network.trainingPass(0, 0).dataLoss).toBeNaN();
    network.update(0.1, 0);
    expect(network.parameters[1]!.weights.every(Number.isNaN)).toBe(true);
  });

  it('have an exp within two units in the last place', () => {
    const address = 4096;
    const { kernels, memory } = instantiateKernels(variant, 8192);
    const numbers = new Float32Array(memory.buffer, address, 4);
    for (let index = 0; index < 10_000; index++) {
      const x = Math.fround(-87 * random.randomSample());
      numbers.fill(x);
      kernels.expAt(address);
      expect(Math.abs(numbers[0]! - Math.exp(x))).toBeLessThan(2 * 2 ** -23 * Math.exp(x));
    }
    numbers.set([0, -200, -Infinity, NaN]);
    kernels.expAt(address);
    expect([...numbers]).toEqual([1, 0, 0, NaN]);
  });
});
