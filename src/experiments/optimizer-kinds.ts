import { z } from 'zod';
import type { OptimizerConfig } from '#engine';
import { scheduleSchema } from './schedule-schema.ts';
import { later } from './later.ts';

const fraction = later(() => z.number().min(0).lt(1));
const epsilon = later(() => z.number().positive().default(1e-7));

/** Fields that every optimizer has. */
const shared = (learningRate: number) => ({
  learningRate: z.number().positive().default(learningRate),
  decay: z.number().min(0).default(0),
  schedule: scheduleSchema.nullable().default(null),
  weightDecay: z.number().min(0).default(0),
});

/** Every kind of optimizer with its fields and their defaults: forms, sweeps and stored configs derive from it. */
export const optimizerSchema = later(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('sgd'),
      ...shared(1),
      momentum: fraction.default(0),
      nesterov: z.boolean().default(false),
    }),
    z.strictObject({ kind: z.literal('adagrad'), ...shared(1), epsilon }),
    z.strictObject({ kind: z.literal('rmsprop'), ...shared(0.001), epsilon, rho: fraction.default(0.9) }),
    z.strictObject({
      kind: z.literal('adam'),
      ...shared(0.001),
      epsilon,
      beta1: fraction.default(0.9),
      beta2: fraction.default(0.999),
    }),
  ]),
);

const optimizerNames: Readonly<Record<OptimizerConfig['kind'], string>> = {
  sgd: 'SGD',
  adagrad: 'Adagrad',
  rmsprop: 'RMSprop',
  adam: 'Adam',
};

/** `SGD`; a kind from another version is its own name. */
export function optimizerName(kind: string): string {
  return (optimizerNames as Readonly<Record<string, string>>)[kind] ?? kind;
}
