import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { differenceToScale } from '../reference/closeness.ts';
import { createLayeredNetwork } from '../training/layered-network.ts';
import type { CreateNetwork } from '../training/network.ts';
import {
  build,
  drawStart,
  kernelCases,
  layersOf,
  numbersOf,
  smoothOptimizers,
  unitStep,
} from './conformance-case.ts';
import { createFastNetwork } from './fast-network.ts';
import type { FasterWay } from './faster-way.ts';

const lambdas = [1e-4, 1e-3, 0, 1e-3];

describe.each(kernelCases)('$variant batches', ({ variant, precision, tolerance }) => {
  const create: CreateNetwork = (config, start) => createFastNetwork(config, start, { variant });
  const random = new RandomStream([7, tolerance > 1e-6 ? 1 : 0]);

  it.each([
    { samples: 150, batchSize: 32, units: [9, 3] },
    { samples: 33, batchSize: 11, units: [5, 6, 4] },
    { samples: 7, batchSize: 1, units: [4, 2] },
    { samples: 19, batchSize: 18, units: [3] },
    { samples: 20, batchSize: 20, units: [3, 2] },
    { samples: 20, batchSize: 64, units: [3, 2] },
    { samples: 400, batchSize: 190, units: [40, 20, 5] },
  ])("agree with the readable network's: $samples by $batchSize, $units", ({ samples, batchSize, units }) => {
    const layers = layersOf(
      units,
      units.map(() => lambdas),
    );
    const optimizer = smoothOptimizers.adam;
    const start = drawStart(layers, samples, 3, random);
    const readable = build(createLayeredNetwork, start, { layers, optimizer, batchSize });
    const fast = build(create, start, { layers, optimizer, batchSize, precision });
    let updates = 0;
    for (let epoch = 0; epoch < 3; epoch++) {
      if (epoch > 0) {
        const order = random.permutation(samples);
        readable.arrange(order);
        fast.arrange(order);
        order.fill(0); // the network keeps no reference to it
      }
      for (let batch = 0; batch * batchSize < samples; batch++) {
        const expected = readable.trainingPass(batch, updates);
        const got = fast.trainingPass(batch, updates);
        expect(got.samples).toBe(Math.min(batchSize, samples - batch * batchSize));
        expect(Math.abs(got.dataLoss - expected.dataLoss)).toBeLessThan(tolerance);
        expect(got.accuracy).toBe(expected.accuracy);
        expect(differenceToScale(fast.penalties, [...readable.penalties])).toBeLessThan(tolerance);
        readable.update(0.05, updates);
        fast.update(0.05, updates);
        updates++;
        expect(differenceToScale(numbersOf(fast), numbersOf(readable))).toBeLessThan(tolerance);
      }
      const [expected, got] = [readable, fast].map((network) => network.evaluate('training'));
      expect(Math.abs(got!.dataLoss - expected!.dataLoss)).toBeLessThan(tolerance);
      expect(got!.accuracy).toBe(expected!.accuracy);
    }
  });

  it.each([
    { samples: 150, batchSize: 70, units: [37, 3] },
    { samples: 90, batchSize: null, units: [13, 8, 5] },
    { samples: 200, batchSize: 200, units: [7, 24, 16] },
  ])('give the same bits with one panel at a time as with two: $samples by $batchSize, $units', (shape) => {
    const { samples, batchSize, units } = shape;
    const layers = layersOf(
      units,
      units.map(() => lambdas),
    );
    const start = drawStart(layers, samples, 9, random);
    const [one, two] = ([0, 1] as const).map((way) => {
      const always: FasterWay = { way, take: (work) => work(way) };
      const network = build(
        (config, from) => createFastNetwork(config, from, { variant, createWay: () => always }),
        start,
        {
          layers,
          optimizer: smoothOptimizers.adam,
          batchSize,
          precision,
        },
      );
      const passes = Array.from({ length: 6 }, (_, updates) => {
        const batches = Math.ceil(samples / (batchSize ?? samples));
        const measured = network.trainingPass(updates % batches, updates);
        network.update(0.05, updates);
        return measured;
      });
      return { passes, numbers: numbersOf(network), all: network.evaluate('validation') };
    });
    expect(two).toEqual(one);
  });

  it('contain the samples that the order names, to the bit', () => {
    const layers = layersOf([12, 3], [lambdas, lambdas]);
    const config = { layers, optimizer: unitStep, batchSize: 13, precision };
    const start = drawStart(layers, 30, 5, random);
    const { set } = start;
    const order = random.permutation(30);
    const network = build(create, start, config);
    network.arrange(order);
    for (const [batch, [first, end]] of [
      [0, 13],
      [13, 26],
      [26, 30],
    ].entries()) {
      const chosen = [...order.subarray(first, end)];
      const alone = build(
        create,
        {
          ...start,
          set: {
            ...set,
            samples: chosen.length,
            inputs: Float64Array.from(chosen.flatMap((at) => [...set.inputs.subarray(at * 5, at * 5 + 5)])),
            targets: Int32Array.from(chosen, (at) => set.targets[at]!),
          },
        },
        config,
      );
      expect(network.trainingPass(batch, 0)).toEqual(alone.trainingPass(0, 0));
      const before = build(create, start, config);
      before.arrange(order);
      before.trainingPass(batch, 0);
      before.update(0.1, 0);
      alone.update(0.1, 0);
      expect(numbersOf(before)).toEqual(numbersOf(alone));
    }
  });
});
