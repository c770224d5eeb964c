import { unreadable } from './stored-value.ts';

/** A float64 as a metric column holds it: NaN as text, because SQLite would turn it into NULL, which means missing. */
export type MetricColumn = number | 'NaN';

/** What to bind for `value`. */
export function toMetricColumn(value: number): MetricColumn {
  return Number.isNaN(value) ? 'NaN' : value;
}

/** A metric that was measured. Throws notReadable. */
export function readMetric(column: string, value: unknown): number {
  const metric = readMetricOrNull(column, value);
  if (metric === null) throw unreadable(column, value, 'a number or NaN');
  return metric;
}

/** A metric; null if nothing was measured. Throws notReadable. */
export function readMetricOrNull(column: string, value: unknown): number | null {
  if (value === null || typeof value === 'number') return value;
  if (value === 'NaN') return NaN;
  throw unreadable(column, value, 'a number or NaN');
}

/** A metric as far as it can be read: what is neither a number nor NaN is none that was recorded. */
export function recordedMetric(column: MetricColumn | null): number | null {
  return column === 'NaN' ? NaN : typeof column === 'number' ? column : null;
}
