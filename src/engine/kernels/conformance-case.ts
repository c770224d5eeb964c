import type { SampleSet } from '../datasets/sample-set.ts';
import { denseShapes } from '../layers/dense-shapes.ts';
import type { RandomStream } from '../random/random-stream.ts';
import { lambdasOf, optimizerOf } from '../reference/reference-case.ts';
import { createLayeredNetwork } from '../training/layered-network.ts';
import type { CreateNetwork, Network, NetworkConfig } from '../training/network.ts';
import type { LayerConfig, OptimizerConfig } from '../training/training-config.ts';
import { createFastNetwork } from './fast-network.ts';
import { kernelVariant } from './wasm.ts';

/** The two networks that one suite runs over. */
export const networks: readonly (readonly [string, CreateNetwork])[] = [
  ['readable network', createLayeredNetwork],
  ['fast network', createFastNetwork],
];

/** All kernels of this host, with their largest allowed difference from the readable network in float64, relative to scale. */
export const kernelCases = [
  { variant: 'float64', precision: 'float64', tolerance: 1e-10 },
  { variant: 'float32', precision: 'float32', tolerance: 2e-5 },
  { variant: kernelVariant('float32'), precision: 'float32', tolerance: 2e-5 },
].filter(({ variant }, index, all) => all.findIndex((other) => other.variant === variant) === index) as {
  readonly variant: ReturnType<typeof kernelVariant>;
  readonly precision: NetworkConfig['precision'];
  readonly tolerance: number;
}[];

/** Epsilons are large, so that steps depend smoothly on gradients rather than on their rounding. */
export const smoothOptimizers = {
  sgd: optimizerOf('sgd', { learningRate: 1 }),
  momentum: optimizerOf('sgd', { learningRate: 1, momentum: 0.9 }),
  nesterov: optimizerOf('sgd', { learningRate: 1, momentum: 0.9, nesterov: true }),
  adagrad: optimizerOf('adagrad', { learningRate: 1, epsilon: 0.1 }),
  rmsprop: optimizerOf('rmsprop', { learningRate: 1, epsilon: 0.1 }),
  adam: optimizerOf('adam', { learningRate: 1, epsilon: 0.1, beta2: 0.99 }),
} as const satisfies Readonly<Record<string, OptimizerConfig>>;

/** Moves every parameter by exactly its gradient. */
export const unitStep: OptimizerConfig = smoothOptimizers.sgd;

export interface Start {
  readonly set: SampleSet;
  readonly weights: readonly Float64Array[];
  readonly biases: readonly Float64Array[];
}

/**
 * Dense layers of these widths, with softmax after the last.
 *
 * @param lambdas of each layer: weight L1, weight L2, bias L1, bias L2
 * @param behind what follows a hidden layer
 */
export function layersOf(
  units: readonly number[],
  lambdas: readonly (readonly number[])[],
  behind: (position: number) => readonly LayerConfig[] = () => [{ kind: 'relu' }],
): LayerConfig[] {
  const last = units.length - 1;
  return units.flatMap((width, position): LayerConfig[] => [
    { kind: 'dense', units: width, ...lambdasOf(lambdas[position]!) },
    ...(position === last ? [{ kind: 'softmax' } as const] : behind(position)),
  ]);
}

export function drawStart(
  layers: readonly LayerConfig[],
  samples: number,
  features: number,
  random: RandomStream,
): Start {
  const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.randn());
  const shapes = denseShapes(layers, features);
  const classes = shapes.at(-1)!.units;
  const targets = Int32Array.from({ length: samples }, () => Math.floor(random.randomSample() * classes));
  return {
    set: { samples, features, classes, inputs: normals(samples * features), targets },
    weights: shapes.map(({ inputs, units }) => normals(inputs * units).map((w) => w / Math.sqrt(inputs))),
    biases: shapes.map(({ units }) => normals(units).map((bias) => bias / 10)),
  };
}

export function build(
  create: CreateNetwork,
  { set, weights, biases }: Start,
  config: Pick<NetworkConfig, 'layers' | 'optimizer'> & Partial<NetworkConfig>,
): Network {
  const network = create(
    { precision: 'float64', batchSize: null, seed: 0, ...config },
    { training: set, validation: set, weights },
  );
  network.parameters.forEach((layer, index) => layer.biases.set(biases[index]!));
  return network;
}

export const numbersOf = (network: Network): number[] =>
  network.parameters.flatMap(({ weights, biases }) => [...weights, ...biases]);

/** The parameter change made by one step of `unitStep`. */
export function gradientsOf(network: Network): number[] {
  const before = numbersOf(network);
  network.trainingPass(0, 0);
  network.update(1, 0);
  return numbersOf(network).map((after, index) => before[index]! - after);
}
