import { z } from 'zod';
import type { TrainingConfig } from '#engine';
import { checkStructure } from './config-structure.ts';
import { datasetSchema, validationSchema, testSchema } from './dataset-schema.ts';
import { maxNameLength } from './naming.ts';

/** More than any run makes that ends in a lifetime. */
const maxUpdates = 1_000_000_000_000;
const lambda = z.number().min(0).default(0);
const count = (max: number) => z.int().min(1).max(max);
const fraction = z.number().min(0).lt(1);
const epsilon = z.number().positive().default(1e-7);
const decay = z.number().min(0).default(0);
const weightDecay = z.number().min(0).default(0);

const factor = (value: number) => z.number().positive().max(1).default(value);
const warmupUpdates = z.int().min(0).max(maxUpdates).default(0);

export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('inverseTime'), decay: z.number().min(0).default(1e-3), warmupUpdates }),
  z.strictObject({
    kind: z.literal('step'),
    factor: factor(0.5),
    everyUpdates: count(maxUpdates).default(1000),
    warmupUpdates,
  }),
  z.strictObject({ kind: z.literal('exponential'), factor: factor(0.999), warmupUpdates }),
  z.strictObject({ kind: z.literal('cosine'), minimum: z.number().min(0).default(0), warmupUpdates }),
]);
const schedule = scheduleSchema.nullable().default(null);

const denseLayer = z.strictObject({
  kind: z.literal('dense'),
  units: count(65_536),
  weightRegularizerL1: lambda,
  weightRegularizerL2: lambda,
  biasRegularizerL1: lambda,
  biasRegularizerL2: lambda,
});

export const layerSchema = z.discriminatedUnion('kind', [
  denseLayer,
  z.strictObject({ kind: z.literal('relu') }),
  z.strictObject({ kind: z.literal('dropout'), rate: fraction.default(0.1) }),
  z.strictObject({ kind: z.literal('softmax') }),
]);

export const optimizerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sgd'),
    learningRate: z.number().positive().default(1),
    decay,
    schedule,
    weightDecay,
    momentum: fraction.default(0),
    nesterov: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('adagrad'),
    learningRate: z.number().positive().default(1),
    decay,
    schedule,
    weightDecay,
    epsilon,
  }),
  z.strictObject({
    kind: z.literal('rmsprop'),
    learningRate: z.number().positive().default(0.001),
    decay,
    schedule,
    weightDecay,
    epsilon,
    rho: fraction.default(0.9),
  }),
  z.strictObject({
    kind: z.literal('adam'),
    learningRate: z.number().positive().default(0.001),
    decay,
    schedule,
    weightDecay,
    epsilon,
    beta1: fraction.default(0.9),
    beta2: fraction.default(0.999),
  }),
]);

/**
 * The run config: the one schema for screen, host and command line. Unknown fields are refused, omitted ones take
 * the chapter's defaults. `name` may be left out; the host then makes one up.
 */
export const runConfigSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(maxNameLength).optional(),
    dataset: datasetSchema.prefault({ kind: 'spiral' }),
    validation: validationSchema.prefault({}),
    test: testSchema.nullable().default(null),
    layers: z.array(layerSchema).min(1).max(64),
    loss: z
      .strictObject({ kind: z.literal('categoricalCrossentropy') })
      .prefault({ kind: 'categoricalCrossentropy' }),
    optimizer: optimizerSchema.prefault({ kind: 'adam' }),
    epochs: count(10_000_000).default(10_001),
    batchSize: count(100_000_000).nullable().default(null),
    evaluateEvery: count(10_000_000).default(10),
    earlyStopping: z
      .strictObject({
        patience: count(10_000_000).default(1000),
        metric: z.enum(['validationLoss', 'validationAccuracy']).default('validationLoss'),
        minDelta: z.number().min(0).default(0),
        restoreBest: z.boolean().default(false),
      })
      .nullable()
      .default(null),
    seed: z.int().min(0).max(4_294_967_295).default(0),
    precision: z.enum(['float64', 'float32']).default('float64'),
  })
  .superRefine(checkStructure);

/** A config as people write it: fields with defaults may be absent. */
export type RunConfigInput = z.input<typeof runConfigSchema>;
/** A config with every field present but, possibly, the name. */
export type RunConfig = z.output<typeof runConfigSchema>;

// The engine states what it needs; a schema that stops providing it does not compile.
type Provides<Needed, Given extends Needed> = Given;
export type EngineConfigIsProvided = Provides<TrainingConfig, RunConfig>;
