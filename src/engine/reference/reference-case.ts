import type { Lambdas, OptimizerConfig, TrainingConfig } from '../training/training-config.ts';

/** The "case" of a vector file, and of every entry of optimizers.json. */
export interface ReferenceCase {
  readonly seed: number;
  readonly samplesPerClass: number;
  readonly classes: number;
  readonly validationSamplesPerClass: number;
  /** Units of the dense layers before the last, each followed by ReLU. */
  readonly hidden: readonly number[];
  /** For every dense layer: weight L1, weight L2, bias L1, bias L2. */
  readonly lambdas: readonly (readonly number[])[];
  readonly optimizer: { readonly kind: string; readonly learningRate: number; readonly decay?: number };
}

/** One entry of `lambdas` as named factors. */
export function lambdasOf(values: readonly number[]): Lambdas {
  return {
    weightRegularizerL1: values[0]!,
    weightRegularizerL2: values[1]!,
    biasRegularizerL1: values[2]!,
    biasRegularizerL2: values[3]!,
  };
}

const optimizerDefaults = {
  sgd: { decay: 0, weightDecay: 0, schedule: null, momentum: 0, nesterov: false },
  adagrad: { decay: 0, weightDecay: 0, schedule: null, epsilon: 1e-7 },
  rmsprop: { decay: 0, weightDecay: 0, schedule: null, epsilon: 1e-7, rho: 0.9 },
  adam: { decay: 0, weightDecay: 0, schedule: null, epsilon: 1e-7, beta1: 0.9, beta2: 0.999 },
};

type OptimizerOf<Kind extends OptimizerConfig['kind']> = Extract<OptimizerConfig, { readonly kind: Kind }>;

/** An optimizer with the chapter's defaults for anything not given. */
export function optimizerOf<Kind extends OptimizerConfig['kind']>(
  kind: Kind,
  given: Partial<OptimizerOf<Kind>> & { readonly learningRate: number },
): OptimizerOf<Kind> {
  return { kind, ...optimizerDefaults[kind], ...given } as OptimizerConfig as OptimizerOf<Kind>;
}

/** The training that produced the vectors of a case, with validation at every epoch, as the vectors record it. */
export function trainingConfigOf(reference: ReferenceCase, epochs: number): TrainingConfig {
  const { classes, hidden, lambdas, optimizer } = reference;
  const dense = (units: number, position: number) =>
    ({ kind: 'dense', units, ...lambdasOf(lambdas[position]!) }) as const;
  return {
    dataset: {
      kind: 'spiral',
      samplesPerClass: reference.samplesPerClass,
      classes,
      noise: 0.2,
      labelNoise: 0,
      positions: 'grid',
    },
    validation: { samplesPerClass: reference.validationSamplesPerClass },
    test: null,
    layers: [
      ...hidden.flatMap((units, position) => [dense(units, position), { kind: 'relu' } as const]),
      dense(classes, hidden.length),
      { kind: 'softmax' },
    ],
    initialization: 'chapter',
    loss: { kind: 'categoricalCrossentropy' },
    optimizer: optimizerOf(optimizer.kind as OptimizerConfig['kind'], optimizer as OptimizerConfig),
    epochs,
    batchSize: null,
    evaluateEvery: 1,
    earlyStopping: null,
    seed: reference.seed,
    precision: 'float64',
  };
}
