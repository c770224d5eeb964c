import { z } from 'zod';
import { initializations, type TrainingConfig } from '#engine';
import { checkStructure } from './config-structure.ts';
import { datasetSchema, validationSchema, testSchema } from './dataset-schema.ts';
import { layerSchema } from './layer-kinds.ts';
import { maxNameLength } from './naming.ts';
import { optimizerSchema } from './optimizer-kinds.ts';
import { later } from './later.ts';

const count = (max: number) => z.int().min(1).max(max);

/**
 * The run config: the same schema for screen, host and command line. Unknown fields are refused; omitted ones get the chapter's defaults.
 * `name` may be omitted; the host then makes one up.
 */
export const runConfigSchema = later(() =>
  z
    .strictObject({
      name: z.string().trim().min(1).max(maxNameLength).optional(),
      dataset: datasetSchema.prefault({ kind: 'spiral' }),
      validation: validationSchema.prefault({}),
      test: testSchema.nullable().default(null),
      layers: z.array(layerSchema).min(1).max(64),
      initialization: z.enum(initializations).default('chapter'),
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
    .superRefine(checkStructure),
);

/** A config as people write it: fields with defaults may be omitted. */
export type RunConfigInput = z.input<typeof runConfigSchema>;
/** A config with every field present except, possibly, the name. */
export type RunConfig = z.output<typeof runConfigSchema>;

// The engine states what it needs; a schema that stops providing it does not compile.
type Provides<Needed, Given extends Needed> = Given;
export type EngineConfigIsProvided = Provides<TrainingConfig, RunConfig>;
/** And the schema must offer everything that the engine can do. */
export type EngineIsOffered = Provides<
  Pick<RunConfig, OfKinds>,
  { [Field in OfKinds]: TrainingConfig[Field] }
>;
type OfKinds = 'dataset' | 'optimizer' | 'initialization';
export type EngineLayersAreOffered = Provides<RunConfig['layers'][number], TrainingConfig['layers'][number]>;
