import { z } from 'zod';
import { type ConfigResult, describeIssues } from './config-issues.ts';
import { datasetSchema, testSchema, validationSchema } from './dataset-schema.ts';
import { layerSchema } from './layer-kinds.ts';
import { optimizerSchema } from './optimizer-kinds.ts';
import { type RunConfig, runConfigSchema } from './run-config.ts';
import { scheduleSchema } from './schedule-schema.ts';
import { later } from './later.ts';

// Screens and exports also show configs that this version could not train: a newer one may have a dataset, a layer or an
// optimizer of its own. What they count on is checked here; what a training needs besides is the schema's own affair.

/** What `of` allows with further fields, and other kinds with these. */
function orUnknownKind<Option extends z.ZodObject>(
  { options }: { readonly options: readonly Option[] },
  shape: z.ZodRawShape,
  loosen: (option: Option) => z.ZodObject = (option) => option.loose(),
) {
  const kinds: readonly unknown[] = options.map((option) => (option.shape['kind'] as z.ZodLiteral).value);
  const [first, ...rest] = options.map(loosen);
  return z.union([
    z.discriminatedUnion('kind', [first!, ...rest]),
    // Aborts: a known kind with a wrong field is to be reported by that field.
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

/** Checks a config that is stored. Kinds that it names may be unknown to this version; all else is as its type says. */
export function parseStoredConfig(stored: unknown): ConfigResult {
  const result = storedConfigSchema.safeParse(stored, { reportInput: true });
  return result.success
    ? { ok: true, config: result.data as unknown as RunConfig }
    : { ok: false, issues: describeIssues(result.error) };
}
