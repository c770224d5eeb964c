import type { z } from 'zod';
import type { AppErrorData, CommandArguments, exportQuery } from '#api';
import type { DrawnConfig, TableConfig } from '#engine';
import type { ThreadStep } from './opening-step.ts';

export type ExportQuery = z.output<typeof exportQuery>;
/** Config of a run on a table. */
export type SamplesConfig = DrawnConfig & { readonly dataset: TableConfig };
export type PreviewQuery = CommandArguments<'previewDataset'>;

/** The functions of a thread, by name. */
export type ThreadMethods = Readonly<Record<string, (...args: never[]) => unknown>>;

/** `Methods` as seen from another thread. */
export type Remote<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

export interface ThreadCall {
  readonly call: number;
  readonly method: string;
  readonly args: readonly unknown[];
  /** When the call was made, in milliseconds, see `now`. */
  readonly sentAt: number;
  /** Shared memory: once the call is answered, its first number is set to 1, and whoever waits for it is woken. */
  readonly done?: Int32Array;
}

/** How long a call took to run, and how long it had waited before, in milliseconds. */
export interface SlowCall {
  readonly ms: number;
  readonly waitedMs: number;
}

export type Outcome =
  | { readonly value: unknown; readonly slow?: SlowCall }
  | { readonly error: AppErrorData }
  /** Anything but an AppError: a defect in our code. */
  | { readonly defect: { readonly message: string; readonly stack: string } };

export type ThreadAnswer = { readonly call: number } & Outcome;

/** What a thread reports unasked: a slow step of opening, or that its code is loaded. */
export type ThreadNews = { readonly step: ThreadStep } | { readonly loaded: true };
