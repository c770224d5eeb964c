import { z } from 'zod';
import { type ConfigResult, describeIssues } from './config-issues.ts';
import { datasetSchema, testSchema, validationSchema } from './dataset-schema.ts';
import {
  layerSchema,
  optimizerSchema,
  type RunConfig,
  runConfigSchema,
  scheduleSchema,
} from './run-config.ts';

// Screens and exports also show configs that this version could not train: a newer one may have a dataset, a layer or an
// optimizer of its own. What they count on is checked here; what a training needs besides is the schema's own affair.

/** Fields of a kind that this version does not have. */
function ofOtherKind<Shape extends z.ZodRawShape>(kinds: readonly unknown[], shape: Shape) {
  // Aborts: a known kind with a wrong field is to be reported by that field.
  return z.looseObject({
    kind: z.string().refine((kind) => !kinds.includes(kind), { abort: true }),
    ...shape,
  });
}

const [inverseTime, step, exponential, cosine] = scheduleSchema.options;
const schedule = z
  .union([
    z.discriminatedUnion('kind', [inverseTime.loose(), step.loose(), exponential.loose(), cosine.loose()]),
    ofOtherKind(['inverseTime', 'step', 'exponential', 'cosine'], {}),
  ])
  .nullable()
  .default(null);

const [dense, relu, dropout, softmax] = layerSchema.options;
const layer = z.union([
  z.discriminatedUnion('kind', [dense.loose(), relu.loose(), dropout.loose(), softmax.loose()]),
  ofOtherKind(['dense', 'relu', 'dropout', 'softmax'], {}),
]);

const [sgd, adagrad, rmsprop, adam] = optimizerSchema.options;
const optimizer = z.union([
  z.discriminatedUnion('kind', [
    sgd.extend({ schedule }).loose(),
    adagrad.extend({ schedule }).loose(),
    rmsprop.extend({ schedule }).loose(),
    adam.extend({ schedule }).loose(),
  ]),
  ofOtherKind(['sgd', 'adagrad', 'rmsprop', 'adam'], { learningRate: z.number() }),
]);

const [spiral, moons, circles, blobs, xor, table] = datasetSchema.options;
const dataset = z.union([
  z.discriminatedUnion('kind', [
    spiral.loose(),
    moons.loose(),
    circles.loose(),
    blobs.loose(),
    xor.loose(),
    table.loose(),
  ]),
  ofOtherKind(['spiral', 'moons', 'circles', 'blobs', 'xor', 'table'], { classes: z.number() }),
]);

const storedConfigSchema = z.looseObject({
  ...runConfigSchema.shape,
  dataset,
  validation: z.union([validationSchema, z.looseObject({})]),
  test: z
    .union([testSchema, z.looseObject({})])
    .nullable()
    .default(null),
  layers: z.array(layer),
  optimizer,
});

/** Checks a config that is stored. Kinds that it names may be unknown to this version; all else is as its type says. */
export function parseStoredConfig(stored: unknown): ConfigResult {
  const result = storedConfigSchema.safeParse(stored, { reportInput: true });
  return result.success
    ? { ok: true, config: result.data as unknown as RunConfig }
    : { ok: false, issues: describeIssues(result.error) };
}
