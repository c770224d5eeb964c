import { z } from 'zod';
import { later } from './later.ts';

const maxSamplesPerClass = 1_000_000;
export const maxClasses = 100;
export const maxTableRows = 100_000;
export const maxTableFeatures = 1000;

const samplesPerClass = later(() => z.int().min(1).max(maxSamplesPerClass).default(100));
const classes = (count: number) => z.int().min(2).max(maxClasses).default(count);
const two = later(() => z.literal(2).default(2));
const noise = (deviation: number) => z.number().min(0).max(10).default(deviation);
/** The default positions of held-out samples for data that the user chooses, rather than takes from the chapter or another run. */
export const newPositions = 'random';
/** If omitted, a spiral has the chapter's. */
const positions = (omitted: 'grid' | 'random') => z.enum(['grid', 'random']).default(omitted);
const labelNoise = later(() => z.number().min(0).max(1).default(0));
const share = later(() => z.number().gt(0).lt(1));

/** Where the samples come from; the engine's declarations explain the fields. */
export const datasetSchema = later(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('spiral'),
      samplesPerClass,
      classes: classes(3),
      noise: noise(0.2),
      labelNoise,
      positions: positions('grid'),
    }),
    z.strictObject({
      kind: z.literal('moons'),
      samplesPerClass,
      classes: two,
      noise: noise(0.2),
      labelNoise,
      positions: positions(newPositions),
    }),
    z.strictObject({
      kind: z.literal('circles'),
      samplesPerClass,
      classes: two,
      factor: share.default(0.5),
      noise: noise(0.1),
      labelNoise,
      positions: positions(newPositions),
    }),
    z.strictObject({
      kind: z.literal('blobs'),
      samplesPerClass,
      classes: classes(3),
      noise: noise(0.4),
      labelNoise,
      positions: positions(newPositions),
    }),
    z.strictObject({
      kind: z.literal('xor'),
      samplesPerClass,
      classes: two,
      noise: noise(0.1),
      labelNoise,
      positions: positions(newPositions),
    }),
    z.strictObject({
      kind: z.literal('table'),
      digest: z.string().regex(/^[0-9a-f]{64}$/, 'the 64 hexadecimal digits of a stored table'),
      name: z.string().min(1).max(200),
      rows: z.int().min(3).max(maxTableRows),
      testRows: z.int().min(1).max(maxTableRows).optional(),
      features: z.int().min(1).max(maxTableFeatures),
      classes: z.int().min(2).max(maxClasses),
      standardize: z.boolean().default(true),
      stratified: z.boolean().default(true),
      trainingShare: z.number().gt(0).max(1).default(1),
      labelNoise,
    }),
  ]),
);

const ofFolds = later(() =>
  z.strictObject({
    folds: z.int().min(2).max(maxTableRows),
    fold: z.int().min(0).default(0),
    repeat: z.int().min(0).max(9999).default(0),
  }),
);

/** By samples per class for drawn data, by share for a table; which one applies is checked with the whole config. */
export const heldOutSchema = later(() =>
  z.union([z.strictObject({ samplesPerClass }), z.strictObject({ share })]),
);

/** The same for validation, plus a fold of a table. */
export const validationSchema = later(() => z.union([...heldOutSchema.options, ofFolds]));

/** The same for test, plus `{"file": true}` for a table with a test file. */
export const testSchema = later(() =>
  z.union([...heldOutSchema.options, z.strictObject({ file: z.literal(true) })]),
);
