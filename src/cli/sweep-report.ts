import { summarizeCells, type CellSummary, type Summary, type SweepDetail } from '#api';
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

function cellAsJson({ completed, diverged, unfinished, best, ...metrics }: CellSummary): object {
  return {
    n: completed,
    diverged,
    unfinished,
    dataLoss: numbers(metrics.dataLoss),
    accuracy: numbers(metrics.accuracy),
    validationLoss: numbers(metrics.validationLoss),
    validationAccuracy: numbers(metrics.validationAccuracy),
    generalizationGap: numbers(metrics.generalizationGap),
    best: { validationLoss: numbers(best.validationLoss), epoch: numbers(best.epoch) },
  };
}

function numbers({ mean, sd, ci95 }: Summary): object {
  return { mean, sd, ci95 };
}

/** The same as a table for people. */
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
    return [
      ...paths.map((path) => String(grid[path] ?? '')),
      String(cell.completed),
      formatMetric(cell.dataLoss.mean),
      formatMetric(cell.validationLoss.mean),
      formatMetric(halfWidth(cell.validationLoss)),
      formatMetric(cell.generalizationGap.mean),
      formatMetric(cell.validationAccuracy.mean),
      formatMetric(cell.best.validationLoss.mean),
      formatMetric(cell.best.epoch.mean),
      noteOf(cell),
    ];
  });
  return formatTable([header, ...rows], header.map((_, column) => column).slice(0, -1));
}

function halfWidth({ ci95 }: Summary): number | null {
  return ci95 === null ? null : (ci95[1] - ci95[0]) / 2;
}

function noteOf({ diverged, unfinished }: CellSummary): string {
  const parts = [diverged > 0 ? `${diverged} diverged` : '', unfinished > 0 ? `${unfinished} not done` : ''];
  return parts.filter((part) => part !== '').join(', ');
}
