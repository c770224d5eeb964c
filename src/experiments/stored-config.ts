import { z } from 'zod';
import { type ConfigResult, describeIssues } from './config-issues.ts';
import { datasetSchema, testSchema, validationSchema } from './dataset-schema.ts';
import { layerSchema } from './layer-kinds.ts';
import { optimizerSchema } from './optimizer-kinds.ts';
import { type RunConfig, runConfigSchema } from './run-config.ts';
import { scheduleSchema } from './schedule-schema.ts';
import { later } from './later.ts';

// Screens and exports also show configs that this version could not train: a newer version may have a dataset, a layer or an optimizer of
// its own. What they rely on is checked here; whatever else a training needs is left to the schema.

/** Accepts what `of` allows plus further fields, and other kinds with these. */
function orUnknownKind<Option extends z.ZodObject>(
  { options }: { readonly options: readonly Option[] },
  shape: z.ZodRawShape,
  loosen: (option: Option) => z.ZodObject = (option) => option.loose(),
) {
  const kinds: readonly unknown[] = options.map((option) => (option.shape['kind'] as z.ZodLiteral).value);
  const [first, ...rest] = options.map(loosen);
  return z.union([
    z.discriminatedUnion('kind', [first!, ...rest]),
    // With `abort`, a known kind with a wrong field is reported by that field.
    z.looseObject({
      kind: z.string().refine((kind) => !kinds.includes(kind), { abort: true }),
      ...shape,
    }),
  ]);
}

const schedule = later(() => orUnknownKind(scheduleSchema, {}).nullable().default(null));
const layer = later(() => orUnknownKind(layerSchema, {}));
const dataset = later(() => orUnknownKind(datasetSchema, { classes: z.number() }));
const optimizer = later(() =>
  orUnknownKind(optimizerSchema, { learningRate: z.number() }, (option) =>
    option.extend({ schedule }).loose(),
  ),
);

const storedConfigSchema = later(() =>
  z.looseObject({
    ...runConfigSchema.shape,
    dataset,
    validation: z.union([validationSchema, z.looseObject({})]),
    test: z
      .union([testSchema, z.looseObject({})])
      .nullable()
      .default(null),
    layers: z.array(layer),
    optimizer,
  }),
);

/** Validates a stored config. Its kinds may be unknown to this version; everything else must match its type. */
export function parseStoredConfig(stored: unknown): ConfigResult {
  const result = storedConfigSchema.safeParse(stored, { reportInput: true });
  return result.success
    ? { ok: true, config: result.data as unknown as RunConfig }
    : { ok: false, issues: describeIssues(result.error) };
}
