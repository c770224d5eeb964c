import type { z } from 'zod';
import type { AppErrorData, exportQuery } from '#api';
import type { ReadManySeriesQuery, ReadSeriesQuery } from './read-series.ts';

export type ExportQuery = z.output<typeof exportQuery>;

/** What the reader thread does. An export is pulled chunk by chunk, which is its back-pressure. */
export type ReaderTask =
  | { readonly kind: 'readSeries'; readonly query: ReadSeriesQuery }
  | { readonly kind: 'readManySeries'; readonly query: ReadManySeriesQuery }
  | { readonly kind: 'describeTable'; readonly digest: string }
  | { readonly kind: 'beginExport'; readonly exportId: number; readonly query: ExportQuery }
  | { readonly kind: 'nextChunk'; readonly exportId: number }
  | { readonly kind: 'endExport'; readonly exportId: number };

export type ReaderRequest = ReaderTask & { readonly request: number };

export type ReaderAnswer =
  | { readonly request: number; readonly value: unknown }
  | { readonly request: number; readonly error: AppErrorData };

/** What the thread is started with. */
export interface ReaderData {
  /** Path of the database. */
  readonly file: string;
}
