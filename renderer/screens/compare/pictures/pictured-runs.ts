import type { RunSummary } from '#api';
import { formatCount } from '#words';
import { differenceTexts } from '../differing-fields.ts';

/** Nobody compares more pictures than this side by side. */
export const mostPictured = 12;

export interface PicturedRun {
  readonly run: RunSummary;
  /** Its slot in the palette. */
  readonly slot: number;
  /** What distinguishes it from the other pictured runs. */
  readonly difference: string;
}

/** The runs pictured side by side: the first of those switched on. */
export function picturedRuns(
  all: readonly RunSummary[],
  slots: ReadonlyMap<string, number>,
  hidden: ReadonlySet<string>,
) {
  const shown = all.filter(({ id }) => !hidden.has(id));
  const runs = shown.slice(0, mostPictured);
  const differences = differenceTexts(runs);
  const more = shown.length - runs.length;
  return {
    runs,
    tiles: runs.map((run, at) => ({ run, slot: slots.get(run.id) ?? 0, difference: differences[at]! })),
    /** Says how many runs are not pictured; null if all are. */
    leftOut:
      more > 0
        ? `The first ${mostPictured} of ${formatCount(shown.length)} runs; switch others off in the table to see the rest.`
        : null,
  };
}

export type PicturedRuns = ReturnType<typeof picturedRuns>;
