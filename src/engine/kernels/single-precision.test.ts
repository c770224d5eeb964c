import { describe, expect, it } from 'vitest';
import { denseShapes } from '../layers/dense-shapes.ts';
import { RandomStream } from '../random/random-stream.ts';
import { differenceToScale } from '../reference/closeness.ts';
import { createLayeredNetwork } from '../training/layered-network.ts';
import type { Network } from '../training/network.ts';
import type { LayerConfig, OptimizerConfig } from '../training/training-config.ts';
import { createFastNetwork } from './fast-network.ts';
import { instantiateKernels, kernelVariant } from './wasm.ts';

const best = kernelVariant('float32');
const variants = best === 'float32' ? ([best] as const) : (['float32', best] as const);

/** Epsilons are large, so that steps depend on gradients smoothly and not on their rounding. */
const optimizers: readonly OptimizerConfig[] = [
  { kind: 'sgd', learningRate: 1, decay: 0, momentum: 0, nesterov: false },
  { kind: 'sgd', learningRate: 1, decay: 0, momentum: 0.9, nesterov: true },
  { kind: 'adagrad', learningRate: 1, decay: 0, epsilon: 0.1 },
  { kind: 'rmsprop', learningRate: 1, decay: 0, epsilon: 0.1, rho: 0.9 },
  { kind: 'adam', learningRate: 1, decay: 0, epsilon: 0.1, beta1: 0.9, beta2: 0.99 },
];

const dense = (units: number): LayerConfig => ({
  kind: 'dense',
  units,
  weightRegularizerL1: 1e-4,
  weightRegularizerL2: 1e-3,
  biasRegularizerL1: 0,
  biasRegularizerL2: 1e-3,
});

function layersOf(units: readonly number[]): LayerConfig[] {
  return units.flatMap((width, position): LayerConfig[] => [
    dense(width),
    { kind: position === units.length - 1 ? 'softmax' : 'relu' },
  ]);
}

function drawStart(layers: readonly LayerConfig[], samples: number, features: number, random: RandomStream) {
  const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.randn());
  const shapes = denseShapes(layers, features);
  const classes = shapes.at(-1)!.units;
  const set = {
    samples,
    features,
    classes,
    inputs: normals(samples * features),
    targets: Int32Array.from({ length: samples }, () => Math.floor(random.randomSample() * classes)),
  };
  const weights = shapes.map(({ inputs, units }) =>
    normals(inputs * units).map((w) => w / Math.sqrt(inputs)),
  );
  return { training: set, validation: set, weights };
}

const numbersOf = (network: Network): number[] =>
  network.parameters.flatMap(({ weights, biases }) => [...weights, ...biases]);

describe.each(variants)('%s kernels', (variant) => {
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
    optimizers.map((optimizer) => ({ samples, features, units, optimizer, kind: optimizer.kind })),
  );

  it.each(cases)(
    'agree with the readable network in float64: $samples x $features, $units, $kind',
    ({ samples, features, units, optimizer }) => {
      const layers = layersOf(units);
      const start = drawStart(layers, samples, features, random);
      const readable = createLayeredNetwork({ layers, optimizer, precision: 'float64' }, start);
      const fast = createFastNetwork({ layers, optimizer, precision: 'float32' }, start, variant);
      for (let step = 0; step < 6; step++) {
        const expected = readable.trainingPass();
        const got = fast.trainingPass();
        expect(got.dataLoss).toBeCloseTo(expected.dataLoss, 4);
        expect(differenceToScale(fast.penalties, [...readable.penalties])).toBeLessThan(1e-4);
        expect(fast.evaluate('validation')).toEqual(got);
        readable.update(0.05, step);
        fast.update(0.05, step);
        expect(differenceToScale(numbersOf(fast), numbersOf(readable))).toBeLessThan(2e-5);
      }
    },
  );

  it.each(optimizers)('do not hide a NaN: %j', (optimizer) => {
    const layers = layersOf([4, 3]);
    const start = drawStart(layers, 9, 2, random);
    const network = createFastNetwork({ layers, optimizer, precision: 'float32' }, start, variant);
    network.parameters[1]!.weights[0] = NaN;
    expect(network.trainingPass().dataLoss).toBeNaN();
    network.update(0.1, 0);
    expect(network.parameters[1]!.weights.every(Number.isNaN)).toBe(true);
  });

  it('have an infinite loss where a target has probability 0', () => {
    const layers = layersOf([2]);
    const set = {
      samples: 1,
      features: 1,
      classes: 2,
      inputs: Float64Array.of(1),
      targets: Int32Array.of(1),
    };
    const lossOf = (logit: number): number =>
      createFastNetwork(
        { layers, optimizer: optimizers[0]!, precision: 'float32' },
        { training: set, validation: set, weights: [Float64Array.of(logit, 0)] },
        variant,
      ).evaluate('training').dataLoss;
    expect(lossOf(110)).toBe(Infinity);
    expect(lossOf(80)).toBeCloseTo(80, 4);
    expect(lossOf(-110)).toBe(0);
  });

  it('have an exp within two units in the last place', () => {
    const address = 4096;
    const { kernels, memory } = instantiateKernels(variant, 8192);
    const numbers = new Float32Array(memory, address, 4);
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
