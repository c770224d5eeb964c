import type { z } from 'zod';
import type { AppErrorData, CommandArguments, exportQuery } from '#api';

export type ExportQuery = z.output<typeof exportQuery>;
export type PreviewQuery = CommandArguments<'previewDataset'>;

/** Functions by name that a thread runs, one call after another. */
export type ThreadMethods = Readonly<Record<string, (...args: never[]) => unknown>>;

/** `Methods` as they are from another thread. */
export type Remote<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

export interface ThreadCall {
  readonly call: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type ThreadAnswer =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly error: AppErrorData }
  /** What no AppError foresees: a fault of ours. */
  | { readonly call: number; readonly defect: { readonly message: string; readonly stack: string } };
