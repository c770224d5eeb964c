import type { z } from 'zod';
import type { AppErrorData, CommandArguments, exportQuery } from '#api';
import type { GivenDialect, ImportOptions } from '#experiments';
import type { ConfusionQuery } from './confusion.ts';
import type { ReadManySeriesQuery, ReadSeriesQuery } from './read-series.ts';
import type { ListSweepsQuery } from './sweep-list.ts';

export type ExportQuery = z.output<typeof exportQuery>;
export type PreviewQuery = CommandArguments<'previewDataset'>;

/** What a thread does. An export is pulled chunk by chunk, which is its back-pressure. */
export type ThreadTask =
  | { readonly kind: 'readSeries'; readonly query: ReadSeriesQuery }
  | { readonly kind: 'readManySeries'; readonly query: ReadManySeriesQuery }
  | { readonly kind: 'listSweeps'; readonly query: ListSweepsQuery; readonly concurrency: number }
  | { readonly kind: 'describeTable'; readonly digest: string }
  | { readonly kind: 'previewDataset'; readonly query: PreviewQuery }
  | { readonly kind: 'readConfusion'; readonly query: ConfusionQuery }
  | { readonly kind: 'foreseeExport'; readonly query: ExportQuery }
  | { readonly kind: 'beginExport'; readonly exportId: number; readonly query: ExportQuery }
  | { readonly kind: 'nextChunk'; readonly exportId: number }
  | { readonly kind: 'endExport'; readonly exportId: number }
  /** A thread imports one table in its life. */
  | { readonly kind: 'beginImport'; readonly options: ImportOptions }
  /** Or looks at one file. */
  | { readonly kind: 'beginInspection'; readonly given: GivenDialect }
  /** Of an import or an inspection. */
  | { readonly kind: 'pushImport'; readonly bytes: Uint8Array; readonly isTest: boolean }
  | { readonly kind: 'finishInspection'; readonly isWhole: boolean }
  /** The file has ended: the answer is an `ImportedFile`. */
  | { readonly kind: 'finishImport' }
  /** Writes the bytes of the table; its row must be there. */
  | { readonly kind: 'storeImport'; readonly digest: string }
  /** Deletes the bytes of a table that nobody may read any more. */
  | { readonly kind: 'deleteTableBytes'; readonly digest: string };

export type ThreadRequest = ThreadTask & { readonly request: number };

export type ThreadAnswer =
  | { readonly request: number; readonly value: unknown }
  | { readonly request: number; readonly error: AppErrorData };

/** What a thread is started with. */
export interface ThreadData {
  /** Path of the database. */
  readonly file: string;
}
