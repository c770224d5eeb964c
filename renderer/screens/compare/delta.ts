import { capitalize } from '../../words/format.ts';

/** How a value stands to the baseline's. The mark says it without colour. */
export interface Delta {
  readonly text: string;
  readonly mark: '▲' | '▼' | '=' | '≈';
  /** `unclear` where the difference is no larger than the wobble. */
  readonly verdict: 'better' | 'worse' | 'equal' | 'unclear';
  /** Why, in a few words. */
  readonly title: string;
}

type Maybe = number | null | undefined;

/** Which way is good: losses fall, accuracies rise. */
export type Direction = 'lower' | 'higher';

/**
 * `value` minus `baseline`, or null where either is missing or not finite. A difference of at most `wobble` gets no arrow: it is
 * the standard deviation of the validation loss over the last 5 % of epochs, the larger of the two runs'.
 */
export function deltaTo(
  value: Maybe,
  baseline: Maybe,
  better: Direction,
  format: (size: number) => string,
  wobble = 0,
): Delta | null {
  if (typeof value !== 'number' || typeof baseline !== 'number') return null;
  const difference = value - baseline;
  if (!Number.isFinite(difference)) return null;
  if (difference === 0) return { text: '0', mark: '=', verdict: 'equal', title: 'Equal to the baseline' };
  const rises = difference > 0;
  const text = `${rises ? '+' : '−'}${format(Math.abs(difference))}`;
  if (Math.abs(difference) <= wobble) {
    const title = `No larger than the validation loss wobbles over the last 5 % of epochs: standard deviation ${format(wobble)}`;
    return { text, mark: '≈', verdict: 'unclear', title };
  }
  const verdict = rises === (better === 'higher') ? 'better' : 'worse';
  return { text, mark: rises ? '▲' : '▼', verdict, title: `${capitalize(verdict)} than the baseline` };
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
