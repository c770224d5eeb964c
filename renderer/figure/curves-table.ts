import type { FigureCell, FigureTable } from './figure-table.ts';
import { lowerBound, type ChartSeries } from './series.ts';

/**
 * Every point of every line, one row an epoch; what a line has no value for is null. Lines of other axes than epochs have
 * `xTitle`'s values in the first column. Values behind smoothed lines have columns of their own.
 */
export function curvesTable(series: readonly ChartSeries[], xTitle: string): FigureTable {
  const epochs = [...new Set(series.flatMap((line) => [...line.epochs]))].sort((a, b) => a - b);
  return {
    columns: [xTitle, ...series.map(nameOf)],
    rows: epochs.map((epoch) => [epoch, ...series.map((line) => valueOf(line, epoch))]),
  };
}

function nameOf({ label, detail, faint }: ChartSeries): string {
  return [label, ...(detail === undefined ? [] : [detail]), ...(faint ? ['as measured'] : [])].join(', ');
}

function valueOf({ epochs, values }: ChartSeries, epoch: number): FigureCell {
  const at = lowerBound(epochs, epoch);
  return epochs[at] === epoch ? values[at]! : null;
}
