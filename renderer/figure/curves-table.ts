import type { FigureCell, FigureTable } from './figure-table.ts';
import { lowerBound, type ChartSeries } from './series.ts';

/**
 * Every point of every line, one row per epoch; null where a line has no value. For lines over something other than epochs, the first
 * column holds `xTitle`'s values. Intervals, and the raw values behind smoothed lines, have columns of their own.
 */
export function curvesTable(series: readonly ChartSeries[], xTitle: string): FigureTable {
  const epochs = [...new Set(series.flatMap((line) => [...line.epochs]))].sort((a, b) => a - b);
  const columns = series.flatMap((line) => columnsOf(line, series));
  return {
    columns: [xTitle, ...distinct(columns.map(({ name }) => name))],
    rows: epochs.map((epoch) => [epoch, ...columns.map(({ line, values }) => valueOf(line, values, epoch))]),
  };
}

interface Column {
  readonly name: string;
  readonly line: ChartSeries;
  readonly values: Float64Array;
}

function columnsOf(line: ChartSeries, all: readonly ChartSeries[]): Column[] {
  const { label, detail, faint, band, values } = line;
  // The line in front has the same name.
  const isBehind =
    faint === true && all.some((other) => other !== line && !other.faint && other.label === label);
  const name = [label, ...(detail === undefined ? [] : [detail]), ...(isBehind ? ['as measured'] : [])].join(
    ', ',
  );
  const ends = band
    ? [
        { name: `${name}, 95 % low`, line, values: band.lower },
        { name: `${name}, 95 % high`, line, values: band.upper },
      ]
    : [];
  return [{ name, line, values }, ...ends];
}

/** Makes names unique: runs may share theirs. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function valueOf({ epochs }: ChartSeries, values: Float64Array, epoch: number): FigureCell {
  const at = lowerBound(epochs, epoch);
  return epochs[at] === epoch ? values[at]! : null;
}
