import { explanations, type JudgedAt, type Summary } from '#api';
import { formatMetric } from '../../words/format.ts';
import { type JudgedMetricKey, judgedMetrics } from '../../words/metric-words.ts';
import type { CellRow } from './cell-rows.ts';

type Value = number | null | undefined;

/** A column of numbers in the table of cells. `of` gives the cell's, `ofRun` one run's. */
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

const epoch = (value: Value): string =>
  typeof value === 'number' ? formatMetric(Math.round(value)).replace(/\.0+$/, '') : '–';

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

/** The numbers of a cell, in the order of the table. */
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

/** What the table can be sorted by: the place in the grid, a grid column by its index, a number by its id. */
export type CellSortKey = 'cell' | `grid.${number}` | string;
export interface CellSort {
  readonly key: CellSortKey;
  readonly descending: boolean;
}

/** Rows in the order asked for. What has no value comes last either way. */
export function sortRows(rows: readonly CellRow[], { key, descending }: CellSort): CellRow[] {
  const column = cellColumns.find(({ id }) => id === key);
  const gridIndex = /^grid\.(\d+)$/.exec(key)?.[1];
  const valueOf = (row: CellRow): number | string | null => {
    if (column) return column.of(row).mean;
    if (key === 'n') return row.summary.validationLoss.n;
    if (gridIndex === undefined) return row.cell;
    const value = row.values[Number(gridIndex)];
    return typeof value === 'number' || typeof value === 'string'
      ? value
      : value === null
        ? null
        : Number(value);
  };
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === null || right === null)
      return Number(left === null) - Number(right === null) || a.cell - b.cell;
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right));
    return sign * order || a.cell - b.cell;
  });
}
