import type { z } from 'zod';
import type { AppErrorData, CommandArguments, exportQuery } from '#api';
import type { DrawnConfig, TableConfig } from '#engine';
import type { ThreadStep } from './opening-step.ts';

export type ExportQuery = z.output<typeof exportQuery>;
/** Of a run on a table. */
export type SamplesConfig = DrawnConfig & { readonly dataset: TableConfig };
export type PreviewQuery = CommandArguments<'previewDataset'>;

/** Functions by name that a thread runs. */
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
  /** When it was made, in milliseconds, see `now`. */
  readonly sentAt: number;
  /** Of shared memory: its first number is set to 1, and whoever waits for it woken, once the call is answered. */
  readonly done?: Int32Array;
}

/** How long a call took once it had its turn, and how long it had waited for that, in milliseconds. */
export interface SlowCall {
  readonly ms: number;
  readonly waitedMs: number;
}

export type Outcome =
  | { readonly value: unknown; readonly slow?: SlowCall }
  | { readonly error: AppErrorData }
  /** What no AppError foresees: a fault of ours. */
  | { readonly defect: { readonly message: string; readonly stack: string } };

export type ThreadAnswer = { readonly call: number } & Outcome;

/** What a thread says unasked: what opening takes time for, or that its code is there. */
export type ThreadNews = { readonly step: ThreadStep } | { readonly loaded: true };
