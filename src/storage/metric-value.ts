import { unreadable } from './stored-value.ts';

/** A float64 as a metric column stores it: NaN as text, because SQLite would turn it into NULL, which means missing. */
export type MetricColumn = number | 'NaN';

/** The value to bind for a metric. */
export function toMetricColumn(value: number): MetricColumn {
  return Number.isNaN(value) ? 'NaN' : value;
}

/** Reads a metric that must have been measured. Throws notReadable. */
export function readMetric(column: string, value: unknown): number {
  const metric = readMetricOrNull(column, value);
  if (metric === null) throw unreadable(column, value, 'a number or NaN');
  return metric;
}

/** Reads a metric; null if nothing was measured. Throws notReadable. */
export function readMetricOrNull(column: string, value: unknown): number | null {
  if (value === null || typeof value === 'number') return value;
  if (value === 'NaN') return NaN;
  throw unreadable(column, value, 'a number or NaN');
}

/** Reads a metric leniently: anything that is neither a number nor NaN was never recorded as one, and gives null. */
export function recordedMetric(column: MetricColumn | null): number | null {
  return column === 'NaN' ? NaN : typeof column === 'number' ? column : null;
}
