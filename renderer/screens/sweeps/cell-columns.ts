import { explanations, type JudgedAt, type Summary } from '#api';
import { formatWhole, type GridColumn, type JudgedMetricKey, judgedMetrics } from '#words';
import type { CellValue, DataColumn } from '../../ui/data-table/data-column.ts';
import type { CellRow } from './cell-rows.ts';

type Value = number | null | undefined;

/** A numeric column in the table of cells. `of` returns a cell's number, `ofRun` a single run's. */
export interface CellColumn {
  readonly id: string;
  readonly label: string;
  readonly meaning: string;
  readonly width: number;
  readonly of: (row: CellRow) => Summary;
  readonly ofRun: (member: CellRow['members'][number], at: JudgedAt) => Value;
  readonly format: (value: Value) => string;
  readonly decimals?: number;
}

const epoch = (value: Value): string => formatWhole(typeof value === 'number' ? Math.round(value) : value);

function measured(id: JudgedMetricKey, meaning: string, width = 84): CellColumn {
  const { head, decimals, format, of } = judgedMetrics[id];
  return {
    id,
    label: head,
    meaning,
    width,
    of: ({ summary }) => summary[id],
    ofRun: (member, at) => {
      const metrics = member[at];
      return metrics && of(metrics);
    },
    format,
    decimals,
  };
}

/** The numbers of a cell, in table order. */
export const cellColumns: readonly CellColumn[] = [
  measured('dataLoss', 'Mean data loss over the seeds, without penalties.'),
  measured('validationLoss', `Mean validation loss over the seeds. ${explanations.validationLoss.misleads}`),
  measured('generalizationGap', 'Mean of validation loss minus data loss, seed by seed.'),
  measured('validationAccuracy', 'Mean share of the validation samples classified correctly.', 78),
  {
    id: 'bestEpoch',
    label: 'Best epoch',
    meaning: `Mean epoch of the lowest validation loss. ${explanations.bestEpoch.misleads}`,
    width: 84,
    of: ({ summary }) => summary.best.epoch,
    ofRun: (member) => member.best?.epoch,
    format: epoch,
  },
];

/** What clicking a head sorts by: a value of the grid (by its index), the number of runs, or a number. */
export function cellSortValue(key: string): ((row: CellRow) => CellValue) | undefined {
  if (key === 'n') return ({ summary }) => summary.validationLoss.n;
  const column = cellColumns.find(({ id }) => id === key);
  if (column) return (row) => column.of(row).mean;
  return ({ values }) => {
    const value = values[Number(key.replace('grid.', ''))];
    return typeof value === 'boolean' ? Number(value) : value;
  };
}

/** The columns of the table of cells; `interval` explains the intervals. */
export function cellTableColumns(grid: readonly GridColumn[], interval: string): DataColumn[] {
  const { standardDeviation } = explanations;
  const numbers = cellColumns.map(({ id, label, meaning, width }): DataColumn => {
    return { id, label, meaning, width, isNumeric: true, sort: id };
  });
  const afterLoss = 1 + numbers.findIndex(({ id }) => id === 'validationLoss');
  return [
    { id: 'lead', label: 'Tick', width: 64, isPinned: true, isRigid: true },
    ...grid.map(({ label, title, paths }, index): DataColumn => {
      // The values are short, but the labels may not be.
      const width = Math.min(240, Math.max(72, 28 + label.length * 7));
      const meaning = `${title}\n${paths.join('\n')}`;
      const id = `grid.${index}`;
      return { id, label, meaning, width, isNumeric: true, sort: id, isPinned: grid.length <= 2 };
    }),
    {
      ...{ id: 'n', label: 'n', width: 44, isNumeric: true, sort: 'n' },
      meaning: 'Runs in the mean validation loss. A mean over another number of runs gives its own n.',
    },
    ...numbers.slice(0, afterLoss),
    {
      ...{ id: 'interval', label: '95 % interval', width: 144 },
      meaning: `The mean validation loss with its interval, on one scale for all cells; each run is a tick. ${interval} ${standardDeviation.means} ${standardDeviation.misleads}`,
    },
    ...numbers.slice(afterLoss),
    { id: 'standing', label: 'Standing', width: 144 },
    { id: 'runs', label: 'Runs by seed', width: 240, grows: true },
  ];
}
