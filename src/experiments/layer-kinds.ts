import { z } from 'zod';
import type { LayerConfig } from '#engine';
import { later } from './later.ts';

const lambda = later(() => z.number().min(0).default(0));

/** Every kind of layer with its fields and their defaults: forms, texts, sweeps and stored configs derive from it. */
export const layerSchema = later(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('dense'),
      units: z.int().min(1).max(65_536),
      weightRegularizerL1: lambda,
      weightRegularizerL2: lambda,
      biasRegularizerL1: lambda,
      biasRegularizerL2: lambda,
    }),
    z.strictObject({ kind: z.literal('relu') }),
    z.strictObject({ kind: z.literal('leakyRelu'), alpha: z.number().min(0).max(1).default(0.01) }),
    z.strictObject({ kind: z.literal('tanh') }),
    z.strictObject({ kind: z.literal('sigmoid') }),
    z.strictObject({ kind: z.literal('dropout'), rate: z.number().min(0).lt(1).default(0.1) }),
    z.strictObject({ kind: z.literal('softmax') }),
  ]),
);

/** The name of each within a sentence. */
export const layerKindNames: Readonly<Record<LayerConfig['kind'], string>> = {
  dense: 'dense',
  relu: 'ReLU',
  leakyRelu: 'leaky ReLU',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  dropout: 'dropout',
  softmax: 'softmax',
};
