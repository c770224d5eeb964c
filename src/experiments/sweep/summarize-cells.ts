import { generalizationGap, type SeedValue, summarize, type Summary } from '../analysis/index.ts';

/**
 * Metrics of a run at the epoch by which a sweep is judged, all with the same parameters: `dataLoss` and `accuracy` are those of the
 * training set, evaluated in the same way as validation. NaN if not measured.
 */
export interface JudgedMetrics {
  readonly dataLoss: number;
  readonly accuracy: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  readonly regularizationLoss: number;
}

/** The parts of a sweep's run that its cell's numbers need. */
export interface JudgedRun {
  readonly cell: number;
  readonly seed: number;
  /** Validation rows per training row if the runs of its cell split one table; otherwise null or absent. */
  readonly resplit?: number | null;
  /** Null if there is no run. */
  readonly status: string | null;
  /** After the last update. */
  readonly final: JudgedMetrics | null;
  /** Means over the last 5 % of epochs. */
  readonly tail: JudgedMetrics | null;
  /** With the weights averaged over these epochs. */
  readonly averaged: JudgedMetrics | null;
  /** At the epoch of lowest validation loss. */
  readonly best: (JudgedMetrics & { readonly epoch: number }) | null;
}

/**
 * How runs are judged: after the last update, by the mean or the averaged weights of the last 5 % of epochs, or where validation loss was
 * lowest.
 */
export type JudgedAt = 'final' | 'tail' | 'averaged' | 'best';

/** How the runs of a cell ended: those included in the means, and those excluded. */
export interface CellCounts {
  readonly completed: number;
  readonly diverged: number;
  readonly failed: number;
  /** Runs that are missing, queued, in progress, stopped or interrupted. */
  readonly unfinished: number;
}

/**
 * A summary over the completed runs of a cell. Each metric has its own n: its `excluded` counts the completed runs in which it is not
 * finite or was not measured.
 */
export interface CellSummary
  extends CellCounts, Readonly<Record<keyof JudgedMetrics | 'generalizationGap', Summary>> {
  readonly best: { readonly validationLoss: Summary; readonly epoch: Summary };
  /** Validation loss of each run that completed or diverged; NaN if it diverged. Cells are compared by these, over common seeds. */
  readonly losses: readonly SeedValue[];
  /** Validation rows per training row if its runs split one table, by which its intervals are corrected; otherwise null. */
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

/** A completed run's value; NaN if it has none, or for any other run. */
function metric(run: JudgedRun, pick: (metrics: JudgedMetrics) => number, at: JudgedAt): number {
  const metrics = run.status === 'completed' ? run[at] : null;
  return metrics === null ? Number.NaN : pick(metrics);
}
