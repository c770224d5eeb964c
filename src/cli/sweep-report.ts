import { leftOutReasons, summarizeCells, type CellSummary, type Summary, type SweepDetail } from '#api';
import { confirmationAsJson } from './confirmation-report.ts';
import { formatMetric } from './format.ts';
import { formatTable } from './table.ts';

/** The numbers of a sweep's cells as one object for a script, judged after the last update. */
export function sweepAsJson(sweep: SweepDetail): object {
  const { id, name, counts } = sweep;
  const summaries = summarizeCells(sweep.grid.length, sweep.members, 'final');
  return {
    sweep: {
      id,
      name,
      counts,
      cells: sweep.grid.map(({ grid }, index) => ({ grid, ...cellAsJson(summaries[index]!) })),
      confirmations: sweep.confirmations.map((one) => confirmationAsJson(one, sweep.definition.base)),
    },
  };
}

/** How the runs of a cell ended, and each metric with its own n. */
function cellAsJson({ completed, diverged, failed, unfinished, best, ...metrics }: CellSummary): object {
  return {
    completed,
    diverged,
    failed,
    unfinished,
    dataLoss: numbers(metrics.dataLoss),
    accuracy: numbers(metrics.accuracy),
    validationLoss: numbers(metrics.validationLoss),
    validationAccuracy: numbers(metrics.validationAccuracy),
    regularizationLoss: numbers(metrics.regularizationLoss),
    generalizationGap: numbers(metrics.generalizationGap),
    best: { validationLoss: numbers(best.validationLoss), epoch: numbers(best.epoch) },
  };
}

function numbers({ mean, sd, ci95, n }: Summary): object {
  return { mean, sd, ci95, n };
}

/** The same as a table for display. Its n is that of the validation loss; a mean over a different number of runs shows its own n. */
export function sweepAsTable(sweep: SweepDetail): string {
  const summaries = summarizeCells(sweep.grid.length, sweep.members, 'final');
  const paths = sweep.paths;
  const header = [
    ...paths,
    'n',
    'train loss',
    'val loss',
    '+-',
    'gap',
    'val acc',
    'best val',
    'at epoch',
    'note',
  ];
  const rows = sweep.grid.map(({ grid }, index) => {
    const cell = summaries[index]!;
    const { n } = cell.validationLoss;
    const mean = (summary: Summary): string =>
      formatMetric(summary.mean) + (summary.n === n ? '' : ` (n ${summary.n})`);
    return [
      ...paths.map((path) => String(grid[path] ?? '')),
      String(n),
      mean(cell.dataLoss),
      mean(cell.validationLoss),
      formatMetric(halfWidth(cell.validationLoss)),
      mean(cell.generalizationGap),
      mean(cell.validationAccuracy),
      mean(cell.best.validationLoss),
      mean(cell.best.epoch),
      leftOutReasons({ ...cell, excluded: cell.validationLoss.excluded }).join(', '),
    ];
  });
  return formatTable([header, ...rows], header.map((_, column) => column).slice(0, -1));
}

function halfWidth({ ci95 }: Summary): number | null {
  return ci95 === null ? null : (ci95[1] - ci95[0]) / 2;
}
