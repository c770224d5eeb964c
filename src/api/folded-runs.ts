import { z } from 'zod';
import { later } from '#experiments';
import type { GridPoint, SweepAnswer, SweepDefinition, Summary } from '#experiments';
import type { RunPage } from './commands/run-commands.ts';
import { listRunsQuery, runId } from './queries.ts';

/** A list in which each sweep is one line, at the position of its first run. */
export const listFoldedRunsQuery = later(() =>
  listRunsQuery.extend({
    /** Sweeps whose cells are shown, and cells whose runs are shown. */
    open: z
      .array(z.strictObject({ sweep: runId, cell: z.int().min(0).nullable() }))
      .max(200)
      .default([]),
  }),
);

/** A line of such a list. Counts of sweeps and cells include only the runs that the selection matches. */
export type FoldedLine =
  | { readonly kind: 'run'; readonly id: string; readonly depth: 0 | 1 | 2 }
  | {
      readonly kind: 'sweep';
      readonly id: string;
      readonly name: string;
      readonly runs: number;
      readonly isOpen: boolean;
    }
  | {
      readonly kind: 'cell';
      readonly sweep: string;
      readonly cell: number;
      /** `L2 = 1e-3` */
      readonly name: string;
      readonly ids: readonly string[];
      readonly isOpen: boolean;
    };

/** A page of lines; `runs` are those of its lines of kind `run`, in order. `total` counts lines. */
export interface FoldedRunPage extends RunPage {
  readonly lines: readonly FoldedLine[];
  /** Number of runs on all pages. */
  readonly matched: number;
}

/** The data of a sweep's line, and of the lines of its cells. */
export interface AnsweredSweepLine {
  readonly id: string;
  /** What its cells are named by; null for a sweep whose grid cannot be read. */
  readonly definition: Pick<SweepDefinition, 'axes' | 'base'> | null;
  /** What each cell sets. */
  readonly grid: readonly GridPoint[];
  /** Null if no two cells can be compared, or the sweep's grid cannot be read. */
  readonly answer: SweepAnswer | null;
  /** One per cell, of the validation loss after the last update. */
  readonly cells: readonly Summary[];
}
