/** A float64 as a metric column holds it: NaN as text, because SQLite would turn it into NULL, which means missing. */
export type MetricColumn = number | 'NaN';

/** What to bind for `value`. */
export function toMetricColumn(value: number): MetricColumn {
  return Number.isNaN(value) ? 'NaN' : value;
}

/** The value of a metric column; null where nothing was measured. */
export function fromMetricColumn(column: MetricColumn | null): number | null {
  return column === 'NaN' ? NaN : column;
}

/** The value of a column that is never NULL. */
export function requireMetric(column: MetricColumn): number {
  return column === 'NaN' ? NaN : column;
}
