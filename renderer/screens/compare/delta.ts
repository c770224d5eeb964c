import { capitalize, type Quantity } from '#words';

/** How a value compares with the baseline. The mark shows it without relying on colour. */
export interface Delta {
  readonly text: string;
  readonly mark: '▲' | '▼' | '=' | '≈';
  /** `unclear` if the difference is within its floor. */
  readonly verdict: 'better' | 'worse' | 'equal' | 'unclear';
  /** Why, in a few words. */
  readonly title: string;
}

type Maybe = number | null | undefined;

/** What a difference must exceed to mean anything, and why. */
export interface Floor {
  readonly size: number;
  /** `No larger than ...`, in full. */
  readonly within: string;
  /** What a larger difference exceeds; follows `Better than the baseline`. */
  readonly beyond: string;
}

/** `value` minus `baseline`, or null if either is missing or not finite. A difference within the floor gets no arrow. */
export function deltaTo(
  value: Maybe,
  baseline: Maybe,
  { isLowGood, formatShortChange }: Pick<Quantity, 'isLowGood' | 'formatShortChange'>,
  floor: Floor | null = null,
): Delta | null {
  if (typeof value !== 'number' || typeof baseline !== 'number') return null;
  const difference = value - baseline;
  if (!Number.isFinite(difference)) return null;
  if (difference === 0) return { text: '0', mark: '=', verdict: 'equal', title: 'Equal to the baseline' };
  const rises = difference > 0;
  const text = `${rises ? '+' : '−'}${formatShortChange(Math.abs(difference))}`;
  if (floor && Math.abs(difference) <= floor.size) {
    return { text, mark: '≈', verdict: 'unclear', title: floor.within };
  }
  const verdict = rises === isLowGood ? 'worse' : 'better';
  const title = `${capitalize(verdict)} than the baseline${floor?.beyond ?? ''}`;
  return { text, mark: rises ? '▲' : '▼', verdict, title };
}
