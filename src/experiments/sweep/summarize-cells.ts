import { summarize, type Summary } from '../analysis/index.ts';

/**
 * Metrics of a run at the epoch by which a sweep is judged, all of the same parameters: `dataLoss` and `accuracy` are of the
 * training set evaluated as validation is. NaN where that was not measured.
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
  /** null where there is no run. */
  readonly status: string | null;
  /** After the last update. */
  readonly final: JudgedMetrics | null;
  /** At the epoch of lowest validation loss. */
  readonly best: (JudgedMetrics & { readonly epoch: number }) | null;
}

/** By which epoch runs are judged: after the last update, or where validation loss was lowest. */
export type JudgedAt = 'final' | 'best';

/** What the completed runs of a cell have in common. Runs that diverged are counted as excluded, never averaged. */
export interface CellSummary extends Readonly<Record<keyof JudgedMetrics | 'generalizationGap', Summary>> {
  /** Completed runs, and those that diverged. */
  readonly completed: number;
  readonly diverged: number;
  /** Runs that are still to come, under way, or ended otherwise: nothing of them is in the numbers. */
  readonly unfinished: number;
  readonly best: { readonly validationLoss: Summary; readonly epoch: Summary };
}

/** The numbers of each of `cells` cells, from its completed runs. */
export function summarizeCells(cells: number, runs: readonly JudgedRun[], at: JudgedAt): CellSummary[] {
  const byCell = Array.from({ length: cells }, (): JudgedRun[] => []);
  for (const run of runs) byCell[run.cell]!.push(run);
  return byCell.map((own) => summarizeCell(own, at));
}

function summarizeCell(runs: readonly JudgedRun[], at: JudgedAt): CellSummary {
  const ended = runs.filter(({ status }) => status === 'completed' || status === 'diverged');
  const diverged = ended.filter(({ status }) => status === 'diverged').length;
  const valuesOf = (pick: (metrics: JudgedMetrics) => number, from: JudgedAt = at): Summary =>
    summarize(ended.map((run) => metric(run, pick, from)));
  return {
    completed: ended.length - diverged,
    diverged,
    unfinished: runs.length - ended.length,
    dataLoss: valuesOf(({ dataLoss }) => dataLoss),
    accuracy: valuesOf(({ accuracy }) => accuracy),
    validationLoss: valuesOf(({ validationLoss }) => validationLoss),
    validationAccuracy: valuesOf(({ validationAccuracy }) => validationAccuracy),
    regularizationLoss: valuesOf(({ regularizationLoss }) => regularizationLoss),
    generalizationGap: valuesOf(({ validationLoss, dataLoss }) => validationLoss - dataLoss),
    best: {
      validationLoss: valuesOf(({ validationLoss }) => validationLoss, 'best'),
      epoch: summarize(
        ended.map((run) => (run.status === 'completed' ? (run.best?.epoch ?? Number.NaN) : Number.NaN)),
      ),
    },
  };
}

function metric(run: JudgedRun, pick: (metrics: JudgedMetrics) => number, at: JudgedAt): number {
  const metrics = run.status === 'completed' ? run[at] : null;
  return metrics === null ? Number.NaN : pick(metrics);
}
