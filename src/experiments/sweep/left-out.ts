import type { CellCounts } from './summarize-cells.ts';

/** Runs excluded from a mean, counted by reason. */
export interface LeftOut extends Omit<CellCounts, 'completed'> {
  /** Completed runs in which the metric is not finite, or was not measured. */
  readonly excluded: number;
}

const reasons: readonly (readonly [keyof LeftOut, string])[] = [
  ['diverged', 'diverged'],
  ['failed', 'failed'],
  ['unfinished', 'not finished'],
  ['excluded', 'without a finite value'],
];

/** `['2 diverged', '1 not finished']`; empty if nothing was left out. */
export function leftOutReasons(counts: Partial<LeftOut>): string[] {
  return reasons.flatMap(([key, words]) => ((counts[key] ?? 0) > 0 ? [`${counts[key]} ${words}`] : []));
}

/** What several cells left out, in total. `excluded` refers to the metric that `of` names. */
export function sumLeftOut(cells: readonly LeftOut[]): LeftOut {
  const sum = (key: keyof LeftOut): number => cells.reduce((total, cell) => total + cell[key], 0);
  return {
    diverged: sum('diverged'),
    failed: sum('failed'),
    unfinished: sum('unfinished'),
    excluded: sum('excluded'),
  };
}
