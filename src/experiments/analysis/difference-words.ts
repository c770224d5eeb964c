import { seedsNeeded } from './seeds-needed.ts';
import { isSignificant, type SimultaneousDifference } from './simultaneous-differences.ts';

type Format = (value: number) => string;

/** `−0.4 [−0.66, −0.14], n = 5, allowing for the 5 penalties tried`; `tried` names what was tried. */
export function differenceText(difference: SimultaneousDifference, tried: string, format: Format): string {
  const { mean, ci95, n } = difference;
  const allowance = difference.tried > 1 ? `, allowing for the ${difference.tried} ${tried} tried` : '';
  return `${format(mean)} [${format(ci95[0])}, ${format(ci95[1])}], n = ${n}${allowance}`;
}

/**
 * `: about 19 fresh seeds would detect a difference of this size with 80 % power`. Fresh ones, because a setting picked on these seeds
 * must be evaluated on others. Empty if there is no difference.
 */
export function seedsClause(difference: Pick<SimultaneousDifference, 'mean' | 'sd' | 'resplit'>): string {
  if (difference.mean === 0) return '';
  const seeds = seedsNeeded(difference);
  if (seeds === null && difference.resplit !== null)
    return ': not even 10,000 fresh splits of this table would detect a difference of this size with 80 % power';
  const needed = seeds === null ? 'more than 10,000' : `about ${seeds.toLocaleString('en-US')}`;
  return `: ${needed} fresh seeds would detect a difference of this size with 80 % power`;
}

/** `, which may be chance`, and how many seeds would show the difference; empty if it is significant. */
export function chanceClause(difference: SimultaneousDifference): string {
  return isSignificant(difference) ? '' : `, which may be chance${seedsClause(difference)}`;
}

/** Used in place of a difference when there are too few seeds for one. */
export const tooFewSeeds = 'fewer than three seeds cannot rule out chance';
