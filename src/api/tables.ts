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

/** What a file of samples may be called; the system's associations name the first alone. */
export const tableExtensions = ['.csv', '.tsv', '.txt', '.dat', '.data', '.arff'] as const;

/** What a page asks a browser to offer when a file of samples is chosen. */
export const tableFileTypes = [...tableExtensions, 'text/*'].join();

/** The most bytes of a file that one command takes; a body of JSON is a third larger. */
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

/** A file to be looked at. */
export const tableInspection = later(() => z.strictObject(givenDialect));

/** A file to be imported, and how. */
export const tableImport = later(() =>
  z.strictObject({
    name: z.string().trim().min(1).max(200),
    ...givenDialect,
    /** The column of classes; the last one unless given. */
    label: columnName.optional(),
    /** The columns that become features; all others unless given. */
    features: z.array(columnName).max(10_000).optional(),
    leaveOut: z.array(columnName).max(10_000).optional(),
    /** What takes the place of missing values, by column; then of the columns that are not named. */
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
  /** What is absent could not be chosen when the table was imported: a decimal point, no grouping, no comments, UTF-8. */
  readonly dialect: Pick<Dialect, 'delimiter' | 'header'> & Partial<Dialect>;
  /** Rows of each class, without those of a test file; empty for a table that was imported before they were counted. */
  readonly classCounts: readonly number[];
  /** Runs that use it, in the trash or not. */
  readonly runs: number;
}

/** A table of which what is stored is not what this version writes. Runs may still learn from it. */
export interface UnreadableTable {
  readonly digest: string;
  readonly name: string;
  /** As it is stored, which may be no time. */
  readonly importedAt: string;
  readonly runs: number;
  /** Which column, and what it holds. */
  readonly problem: string;
}

/** The reference to a table in a run config. */
export function datasetOf({ digest, name, rows, testRows, features, labels }: TableSummary) {
  return {
    ...{ kind: 'table' as const, digest, name, rows, ...(testRows && { testRows }) },
    ...{ features: features.length, classes: labels.length },
  };
}

/** A table as it came out of an import, with what is to be said of this reading of its file. */
export interface ImportedSummary extends TableSummary {
  /** Whether the same table was already imported; then `name` is its existing name. */
  readonly alreadyStored: boolean;
}

/** A look into a table. */
export interface TableDetail extends TableSummary {
  readonly description: TableDescription;
  /** The latest of its runs, 50 at most. */
  readonly latestRuns: readonly { readonly id: string; readonly name: string; readonly trashed: boolean }[];
}
