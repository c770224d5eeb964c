/** How a value stands to the baseline's. The mark says it without colour. */
export interface Delta {
  readonly text: string;
  readonly mark: '▲' | '▼' | '=';
  readonly verdict: 'better' | 'worse' | 'equal';
}

type Maybe = number | null | undefined;

/** Which way is good: losses fall, accuracies rise. */
export type Direction = 'lower' | 'higher';

/** `value` minus `baseline`, or null where either is missing or not finite. */
export function deltaTo(
  value: Maybe,
  baseline: Maybe,
  better: Direction,
  format: (size: number) => string,
): Delta | null {
  if (typeof value !== 'number' || typeof baseline !== 'number') return null;
  const difference = value - baseline;
  if (!Number.isFinite(difference)) return null;
  if (difference === 0) return { text: '0', mark: '=', verdict: 'equal' };
  const rises = difference > 0;
  return {
    text: `${rises ? '+' : '−'}${format(Math.abs(difference))}`,
    mark: rises ? '▲' : '▼',
    verdict: rises === (better === 'higher') ? 'better' : 'worse',
  };
}

/** Size of a difference of losses: three significant digits are what one can compare at a glance. */
export function formatDifference(size: number): string {
  if (size < 1e-3 || size >= 1e5) return size.toExponential(1);
  return size >= 1000 ? size.toFixed(0) : Number(size.toPrecision(3)).toString();
}

/** Size of a difference of shares, in percentage points. */
export function formatPoints(size: number): string {
  return `${(size * 100).toFixed(1)} pp`;
}
