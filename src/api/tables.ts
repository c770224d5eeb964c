import { z } from 'zod';
import {
  delimiters,
  encodings,
  thousandsMarks,
  type Dialect,
  type ImportedTable,
  type TableDescription,
  later,
} from '#experiments';

/** Extensions of sample files; the system's file associations name only the first. */
export const tableExtensions = ['.csv', '.tsv', '.txt', '.dat', '.data', '.arff'] as const;

/** The file types that a page asks the browser to offer when choosing a sample file. */
export const tableFileTypes = [...tableExtensions, 'text/*'].join();

/** The largest number of bytes of a file per command; a JSON body is a third larger. */
export const maxChunkBytes = 512 * 1024;

/** The user's choices of how a file is formatted; null means detect. */
const givenDialect = {
  delimiter: z.enum(delimiters).optional(),
  decimal: z.enum(['.', ',']).optional(),
  thousands: z.enum(thousandsMarks).nullable().optional(),
  header: z.boolean().optional(),
  comment: z.string().min(1).max(20).nullable().optional(),
  encoding: z.enum(encodings).optional(),
};
const columnName = later(() => z.string().min(1).max(1000));

/** A file to inspect. */
export const tableInspection = later(() => z.strictObject(givenDialect));

/** A file to import, and how. */
export const tableImport = later(() =>
  z.strictObject({
    name: z.string().trim().min(1).max(200),
    ...givenDialect,
    /** The column of classes; by default the last one. */
    label: columnName.optional(),
    /** The columns that become features; by default all others. */
    features: z.array(columnName).max(10_000).optional(),
    leaveOut: z.array(columnName).max(10_000).optional(),
    /** What replaces missing values, by column; then for columns that are not named. */
    missing: z.record(columnName, z.enum(['mean', 'median', 'mostFrequent', 'category'])).optional(),
    otherMissing: z.enum(['refuse', 'auto']).optional(),
    /** Columns that are one-hot encoded; then what to do with other text columns. */
    oneHot: z.array(columnName).max(10_000).optional(),
    otherTexts: z.enum(['refuse', 'oneHot', 'leaveOut']).optional(),
    badRows: z.enum(['refuse', 'leaveOut']).optional(),
    missingLabels: z.enum(['refuse', 'drop', 'class']).optional(),
  }),
);

/** An imported table, without its numbers. */
export interface TableSummary extends Pick<
  ImportedTable,
  | 'features'
  | 'label'
  | 'labels'
  | 'leftOut'
  | 'notes'
  | 'columns'
  | 'testRows'
  | 'constantFeatures'
  | 'countingFeatures'
  | 'separatingFeatures'
> {
  /** SHA-256 of its bytes in hexadecimal. */
  readonly digest: string;
  /** The name of its file. */
  readonly name: string;
  readonly importedAt: string;
  readonly rows: number;
  readonly sizeBytes: number;
  /** An absent part could not be chosen when the table was imported: a decimal point, no grouping, no comments, UTF-8. */
  readonly dialect: Pick<Dialect, 'delimiter' | 'header'> & Partial<Dialect>;
  /** Rows per class, without those of a test file; empty for a table that was imported before they were counted. */
  readonly classCounts: readonly number[];
  /** Number of runs that use it, including those in the trash. */
  readonly runs: number;
}

/** A table whose stored data is not what this version writes. Runs may still learn from it. */
export interface UnreadableTable {
  readonly digest: string;
  readonly name: string;
  /** As stored; it may not be a valid time. */
  readonly importedAt: string;
  readonly runs: number;
  /** Which column, and its content. */
  readonly problem: string;
}

/** The reference to a table in a run config. */
export function datasetOf({ digest, name, rows, testRows, features, labels }: TableSummary) {
  return {
    ...{ kind: 'table' as const, digest, name, rows, ...(testRows && { testRows }) },
    ...{ features: features.length, classes: labels.length },
  };
}

/** A newly imported table, with remarks about this reading of its file. */
export interface ImportedSummary extends TableSummary {
  /** Whether the same table was already imported; then `name` is its existing name. */
  readonly alreadyStored: boolean;
}

/** A table with its details. */
export interface TableDetail extends TableSummary {
  readonly description: TableDescription;
  /** Its latest runs, at most 50. */
  readonly latestRuns: readonly { readonly id: string; readonly name: string; readonly trashed: boolean }[];
}
