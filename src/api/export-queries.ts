import { z } from 'zod';
import { frameworks, later } from '#experiments';
import { runId, runIds, runSelection } from './queries.ts';

/** JSON is one array of flat objects. Parquet has typed columns, and distinguishes NaN from missing values. */
export const exportFormats = ['csv', 'json', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Names of fields, each once. */
export const exportColumns = later(() =>
  z
    .array(
      z.string().min(1, 'got a column without a name; allowed: names of fields').max(200),
      'allowed: a list of names',
    )
    .min(1)
    .max(200, { error: ({ input }) => `got ${(input as string[]).length} columns; allowed: 1 to 200` })
    .superRefine((columns, context) => {
      const twice = columns.find((name, at) => columns.indexOf(name) !== at);
      if (twice !== undefined) context.addIssue(`got ${twice} twice; allowed: each column once`);
    }),
);

export const exportQuery = later(() =>
  z.strictObject({
    table: z.enum(['runs', 'epochs']),
    /** CSV by default. */
    format: z.enum(exportFormats).optional(),
    /** The runs to export, in this order; by default all that the selection matches. */
    ids: runIds.optional(),
    selection: runSelection.prefault({}),
    /**
     * For runs: these fields of the filter language, in this order, as shown in a table. By default every column that any of the runs has.
     */
    columns: exportColumns.optional(),
    /** A field to sort the selected runs by; by default oldest first. */
    sort: z.string().min(1).max(200).optional(),
    descending: z.boolean().optional(),
  }),
);

/** A run as a file for other programs. */
export const runFileQuery = later(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('script'), id: runId, framework: z.enum(frameworks).default('numpy') }),
    /** The samples that a run's script reads; only for runs on a table. */
    z.strictObject({ kind: z.literal('samples'), id: runId }),
    z.strictObject({ kind: z.literal('config'), id: runId }),
    /** The parameters before the update of `epoch`; by default the newest. */
    z.strictObject({ kind: z.literal('parameters'), id: runId, epoch: z.int().min(0).optional() }),
  ]),
);
