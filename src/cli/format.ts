/** Four significant digits for a table; a dash for a missing value. */
export function formatMetric(value: number | null | undefined): string {
  if (value === null || value === undefined) return '-';
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

/** `2026-03-01 12:30:05`, UTC. */
export function formatTime(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
