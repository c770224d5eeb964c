import { generalizationGap, type SeedValue, summarize, type Summary } from '../analysis/index.ts';

/**
 * Metrics of a run at the epoch by which a sweep is judged, all of the same parameters: `dataLoss` and `accuracy` are of the
 * training set evaluated as validation is. NaN if that was not measured.
 */
export interface JudgedMetrics {
  readonly dataLoss: number;
  readonly accuracy: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  readonly regularizationLoss: number;
}

/** A run of a sweep, as far as its cell's numbers need it. */
export interface JudgedRun {
  readonly cell: number;
  readonly seed: number;
  /** Validation rows for each training row where the runs of its cell split one table; null or absent if they do not. */
  readonly resplit?: number | null;
  /** null if there is no run. */
  readonly status: string | null;
  /** After the last update. */
  readonly final: JudgedMetrics | null;
  /** Means over the last 5 % of epochs. */
  readonly tail: JudgedMetrics | null;
  /** Of the weights averaged over these epochs. */
  readonly averaged: JudgedMetrics | null;
  /** At the epoch of lowest validation loss. */
  readonly best: (JudgedMetrics & { readonly epoch: number }) | null;
}

/** By what runs are judged: after the last update, by the mean or the averaged weights of the last 5 % of epochs, or where validation loss was lowest. */
export type JudgedAt = 'final' | 'tail' | 'averaged' | 'best';

/** How many runs of a cell ended in which way: those of which the means are, and those that are in none. */
export interface CellCounts {
  readonly completed: number;
  readonly diverged: number;
  readonly failed: number;
  /** Runs that are missing, still to come, under way, stopped or interrupted. */
  readonly unfinished: number;
}

/**
 * What the completed runs of a cell have in common. Each metric has its own n: `excluded` of it are the completed runs in which it is
 * not finite or was not measured.
 */
export interface CellSummary
  extends CellCounts, Readonly<Record<keyof JudgedMetrics | 'generalizationGap', Summary>> {
  readonly best: { readonly validationLoss: Summary; readonly epoch: Summary };
  /** Validation loss of each run that completed or diverged; NaN if it diverged. What cells are compared by, over common seeds. */
  readonly losses: readonly SeedValue[];
  /** Validation rows for each training row where its runs split one table, by which its intervals are corrected; else null. */
  readonly resplit: number | null;
}

/** The numbers of each of `cells` cells, from its completed runs. */
export function summarizeCells(cells: number, runs: readonly JudgedRun[], at: JudgedAt): CellSummary[] {
  const byCell = Array.from({ length: cells }, (): JudgedRun[] => []);
  for (const run of runs) byCell[run.cell]!.push(run);
  return byCell.map((own) => summarizeCell(own, at));
}

function summarizeCell(runs: readonly JudgedRun[], at: JudgedAt): CellSummary {
  const count = (status: string): number => runs.filter((run) => run.status === status).length;
  const resplit = runs[0]?.resplit ?? null;
  const completed = runs.filter(({ status }) => status === 'completed');
  const [diverged, failed] = [count('diverged'), count('failed')];
  const valuesOf = (pick: (metrics: JudgedMetrics) => number, from: JudgedAt = at): Summary =>
    summarize(
      completed.map((run) => metric(run, pick, from)),
      resplit,
    );
  return {
    completed: completed.length,
    diverged,
    failed,
    unfinished: runs.length - completed.length - diverged - failed,
    dataLoss: valuesOf(({ dataLoss }) => dataLoss),
    accuracy: valuesOf(({ accuracy }) => accuracy),
    validationLoss: valuesOf(({ validationLoss }) => validationLoss),
    validationAccuracy: valuesOf(({ validationAccuracy }) => validationAccuracy),
    regularizationLoss: valuesOf(({ regularizationLoss }) => regularizationLoss),
    generalizationGap: valuesOf(generalizationGap),
    best: {
      validationLoss: valuesOf(({ validationLoss }) => validationLoss, 'best'),
      epoch: summarize(
        completed.map((run) => run.best?.epoch ?? Number.NaN),
        resplit,
      ),
    },
    resplit,
    losses: runs
      .filter(({ status }) => status === 'completed' || status === 'diverged')
      .map((run) => ({ seed: run.seed, value: metric(run, ({ validationLoss }) => validationLoss, at) })),
  };
}

/** A completed run's value; NaN if it has none, and of any other run. */
function metric(run: JudgedRun, pick: (metrics: JudgedMetrics) => number, at: JudgedAt): number {
  const metrics = run.status === 'completed' ? run[at] : null;
  return metrics === null ? Number.NaN : pick(metrics);
}
