import type { FigureTable } from '../../../figure/figure-table.ts';
import type { AxisRange } from '../../../figure/ticks.ts';

/** A quantity over the epochs of the snapshots; null where it is not known yet, NaN where the network had diverged. */
export interface EpochLine {
  readonly label: string;
  /** Palette place of its colour. */
  readonly slot: number;
  readonly dash: 'solid' | 'dotted' | 'dashed';
  readonly values: readonly (number | null)[];
}

/** The numbers of several lines, one row an epoch. */
export function linesTable(epochs: readonly number[], lines: readonly EpochLine[]): FigureTable {
  return {
    columns: ['epoch', ...lines.map(({ label }) => label)],
    rows: epochs.map((epoch, index) => [epoch, ...lines.map(({ values }) => values[index] ?? null)]),
  };
}

/** What a y axis has to reach; null when nothing can be drawn on it. */
export function linesRange(lines: readonly EpochLine[], logarithmic: boolean): AxisRange | null {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of lines.flatMap(({ values }) => values)) {
    if (value === null || !Number.isFinite(value) || (logarithmic && value <= 0)) continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  if (lowest > highest) return null;
  if (logarithmic) return { min: lowest / 1.3, max: highest * 1.3 };
  return { min: 0, max: highest > 0 ? highest * 1.06 : 1 };
}
