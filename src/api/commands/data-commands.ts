import { z } from 'zod';
import { type ClassCounts, type Inspection, runConfigSchema, later } from '#experiments';
import { command } from '../contract.ts';
import {
  type ImportedSummary,
  tableImport,
  tableInspection,
  type TableDetail,
  type TableSummary,
  type UnreadableTable,
} from '../tables.ts';
import { byImport, nothing } from './inputs.ts';

const byDigest = later(() => z.strictObject({ digest: z.string() }));

/** Drawn data, and tables. */
export const dataCommands = {
  previewDataset: command<DatasetPreview>()(
    later(() =>
      z.strictObject({
        dataset: runConfigSchema.shape.dataset,
        validation: runConfigSchema.shape.validation,
        test: runConfigSchema.shape.test,
        layers: runConfigSchema.shape.layers,
        seed: runConfigSchema.shape.seed,
        /** Whether to include all features of the training samples. */
        inputs: z.boolean().default(false),
      }),
    ),
  ),
  /** Inspects up to `surveyedBytes` of a file and reports how an import would read it. Nothing is stored. */
  beginTableInspection: command<{ readonly import: number }>()(tableInspection),
  finishTableInspection: command<Inspection>()(later(() => byImport.extend({ isWhole: z.boolean() }))),
  /** An import takes the file in chunks of at most `maxChunkBytes`, in order. An import that fails is over. */
  beginTableImport: command<{ readonly import: number }>()(tableImport),
  pushTableImport: command<null>()(
    later(() =>
      byImport.extend({
        bytes: z.instanceof(Uint8Array),
        /** A test file, if any, comes after the training file. */
        file: z.enum(['training', 'test']).default('training'),
      }),
    ),
  ),
  finishTableImport: command<ImportedSummary>()(byImport),
  cancelTableImport: command<null>()(byImport),
  listTables: command<Tables>()(nothing),
  /** Reads the whole table to describe it. */
  getTable: command<TableDetail>()(byDigest),
  /** Refused while runs use it. */
  deleteTable: command<Tables>()(byDigest),
} as const;

/** Samples as a run with this config would use them. `x` and `y` are the first two features, `labels` the class indices. */
export interface DatasetPreview {
  readonly training: PreviewPoints;
  readonly validation: PreviewPoints;
  readonly classCounts: ClassCounts;
  /** Training samples with all their features; null if not requested. */
  readonly inputs: PreviewInputs | null;
}

export interface PreviewPoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly labels: Float64Array;
}

/** Every `stride`-th sample, to bound the size when there are many samples with many features. */
export interface PreviewInputs {
  readonly stride: number;
  readonly features: number;
  /** [samples, features], row-major, as the network receives them. */
  readonly values: Float64Array;
  /** [samples], class indices. */
  readonly labels: Float64Array;
}

export interface Tables {
  readonly tables: readonly TableSummary[];
  readonly unreadable: readonly UnreadableTable[];
}
