import { z } from 'zod';
import type { Dialect, ImportedTable, TableDescription } from '#experiments';

/** The most bytes of a file that one command takes; a body of JSON is a third larger. */
export const maxChunkBytes = 512 * 1024;

const delimiter = z.enum([',', ';', '\t']);
const decimal = z.enum(['.', ',']);
const columnName = z.string().min(1).max(1000);

/** The start of a file, and what of its dialect is known. */
export const tableStart = z.strictObject({
  bytes: z.instanceof(Uint8Array),
  /** Whether that is all of it. */
  isWhole: z.boolean(),
  delimiter: delimiter.optional(),
  header: z.boolean().optional(),
  decimal: decimal.optional(),
});

/** A file to be imported, and how. */
export const tableImport = z.strictObject({
  name: z.string().trim().min(1).max(200),
  delimiter: delimiter.optional(),
  header: z.boolean().optional(),
  decimal: decimal.optional(),
  /** The column of classes; the last one unless given. */
  label: columnName.optional(),
  /** The columns of numbers; all others unless given. */
  features: z.array(columnName).max(10_000).optional(),
  badRows: z.enum(['refuse', 'leaveOut']).optional(),
});

/** An imported table, without its numbers. */
export interface TableSummary extends Pick<
  ImportedTable,
  'features' | 'label' | 'labels' | 'leftOut' | 'constantFeatures'
> {
  /** SHA-256 of its bytes in hexadecimal. */
  readonly digest: string;
  /** What its file was called. */
  readonly name: string;
  readonly importedAt: string;
  readonly rows: number;
  readonly sizeBytes: number;
  /** How many of the rows are those of a test file; absent for none. */
  readonly testRows?: number | undefined;
  /** `decimal` is absent from tables that were imported before it could be chosen; it was a point. */
  readonly dialect: Omit<Dialect, 'decimal'> & Partial<Pick<Dialect, 'decimal'>>;
  /** Rows of each class; empty for a table that was imported before they were counted. */
  readonly classCounts: readonly number[];
  /** Runs that learn from it, in the trash or not. */
  readonly runs: number;
}

/** A look into a table. */
export interface TableDetail extends TableSummary {
  readonly description: TableDescription;
  /** The latest of its runs, 50 at most. */
  readonly latestRuns: readonly { readonly id: string; readonly name: string; readonly trashed: boolean }[];
}
