import { z } from 'zod';
import { later } from './later.ts';

/** More than any run makes in a lifetime. */
const maxUpdates = 1_000_000_000_000;
const factor = (value: number) => z.number().positive().max(1).default(value);
const warmupUpdates = later(() => z.int().min(0).max(maxUpdates).default(0));

/** Every kind of learning-rate schedule with its fields and their defaults. */
export const scheduleSchema = later(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('inverseTime'), decay: z.number().min(0).default(1e-3), warmupUpdates }),
    z.strictObject({
      kind: z.literal('step'),
      factor: factor(0.5),
      everyUpdates: z.int().min(1).max(maxUpdates).default(1000),
      warmupUpdates,
    }),
    z.strictObject({ kind: z.literal('exponential'), factor: factor(0.999), warmupUpdates }),
    z.strictObject({ kind: z.literal('cosine'), minimum: z.number().min(0).default(0), warmupUpdates }),
  ]),
);
