import { z } from 'zod';
import { later } from '#experiments';

/** The largest number of columns of a table of runs. */
export const maxTableColumns = 200;
/** The largest number of fields to group runs by. */
export const maxGroupFields = 4;
/** Limits for the width of a column, in CSS pixels. */
export const columnWidthsPx = { min: 24, max: 2000 } as const;

const columnId = later(() => z.string().min(1).max(200));

/** How the numbers of a column are shown: alone, with a bar from 0, or on a colour scale of the column's own. */
export const columnLooks = ['plain', 'bar', 'colour'] as const;
export type ColumnLook = (typeof columnLooks)[number];

const layoutColumn = later(() =>
  z.strictObject({
    /** A field of the filter language, or a column that only the table has, such as `curve.validationLoss`. */
    id: columnId,
    /** In CSS pixels; by default the column's own width. */
    width: z.number().min(columnWidthsPx.min).max(columnWidthsPx.max).optional(),
    /** Stays at the left edge while the others scroll. */
    isPinned: z.boolean().optional(),
    look: z.enum(columnLooks).optional(),
  }),
);
export type LayoutColumn = z.output<typeof layoutColumn>;

/**
 * The layout of the table of runs: one plain value that can be stored, exported and put into addresses. It may name columns that a history
 * lacks; they are kept, but not shown.
 */
export const tableLayout = later(() =>
  z.strictObject({
    /** The columns shown, in order; pinned ones come before the others. */
    columns: z
      .array(layoutColumn)
      .max(maxTableColumns)
      .refine(
        (columns) => new Set(columns.map(({ id }) => id)).size === columns.length,
        'got a column more than once; allowed: each column once',
      ),
    /** By a field of the filter language. */
    sort: z.strictObject({ field: columnId, descending: z.boolean() }),
    /** Fields to group runs by; if empty, the runs themselves are shown. */
    groupBy: z.array(columnId).max(maxGroupFields).default([]),
    /** Shows one line per sweep in place of its runs. */
    foldsSweeps: z.boolean().default(false),
    /** Shows the config columns in which the listed runs differ, instead of the chosen ones. */
    onlyDiffering: z.boolean().default(false),
  }),
);
export type TableLayout = z.output<typeof tableLayout>;

/** The layout of the table before anybody changes it. */
export const defaultTableLayout: TableLayout = {
  columns: [
    'epochs_done',
    'weightRegularizerL1',
    'weightRegularizerL2',
    'last.validation_loss',
    'best.validation_loss',
    'curve.losses',
    'gap',
    'last.evaluated_accuracy',
    'last.validation_accuracy',
    'dataset',
    'dense_layers',
    'optimizer.kind',
    'duration',
    'tag',
    'created',
  ].map((id) => ({ id })),
  sort: { field: 'created', descending: true },
  groupBy: [],
  foldsSweeps: false,
  onlyDiffering: false,
};
