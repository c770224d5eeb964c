import {
  type CommonSeeds,
  explanations,
  leftOutReasons,
  type LeftOut,
  type Summary,
  type SweepRunSummary,
  type WithinOneStandardError,
} from '#api';
import { formatPlural } from './format.ts';

/**
 * Which runs the means exclude, by reason; empty if they include all. `place` names what contains runs and is compared: a cell, a point.
 */
export function leftOutSentence(counts: Partial<LeftOut>, place?: string): string {
  const reasons = leftOutReasons(counts);
  if (reasons.length === 0) return '';
  const passed = [
    ...(counts.diverged ? ['diverged'] : []),
    ...(counts.excluded ? ['has no finite value'] : []),
  ].join(' or ');
  const consequence =
    passed === '' || place === undefined ? '' : ` A ${place} with a run that ${passed} is not compared.`;
  return `Runs excluded from the means: ${reasons.join(', ')}.${consequence}`;
}

/** The words for a comparison of means. */
export interface ComparisonWords {
  /** What is compared: a cell, a point, a value. */
  readonly place: string;
  /** The name of the lowest, its mean with n, and an interval if there is one. */
  readonly name: string;
  readonly value: string;
  /** What is compared by; mean validation loss by default. */
  readonly loss?: string;
  /** If the compared have an order of strength: the strongest within one standard error, null if that is the lowest itself. */
  readonly pick?: string | null;
}

/** Which is lowest, and what one standard error leaves open, one sentence each. With a single run there is no standard error. */
export function comparisonSentences(
  { compared, standardError, within }: WithinOneStandardError<unknown>,
  { place, name, value, loss = 'mean validation loss', pick }: ComparisonWords,
): string[] {
  if (compared.length === 1) return [`Only ${name} can be compared: its ${loss} is ${value}.`];
  const lowest = `Of ${compared.length} ${place}s, ${name} has the lowest ${loss} (${value}).`;
  if (standardError === null) return [lowest];
  const others = within.length - 1;
  const subject =
    pick === undefined
      ? others === 0
        ? `No other ${place} is`
        : `${formatPlural(others, `other ${place}`)} ${others === 1 ? 'is' : 'are'}`
      : pick === null
        ? 'Nothing larger is'
        : `${pick} is the largest`;
  return [lowest, `${subject} within one standard error of it.`];
}

/** A minimum at an end of the values tried may not be the overall minimum; 0 is a natural end. */
export function edgeSentence(value: number, tried: readonly number[]): string {
  if (value === Math.max(...tried)) return 'It is the largest value tried: larger ones may do better.';
  return value === Math.min(...tried) && value !== 0
    ? 'It is the smallest value tried: smaller ones may do better.'
    : '';
}

/** What a comparison cannot say: `runs` is the largest number of runs at a place, `counts` are those excluded from the means. */
export function doubtSentences(
  common: CommonSeeds<unknown>,
  place: string,
  { runs, counts }: { readonly runs: number; readonly counts: LeftOut },
): string[] {
  return [
    nothingComparedSentence(common, place),
    commonSeedsSentence(common, `${place}s`),
    runs === 1 ? `One run per ${place}: no interval, and what differs may be the seed.` : '',
    leftOutSentence(counts, place),
  ].filter((sentence) => sentence !== '');
}

/** The seeds on which cells were compared, if some have more. */
export function commonSeedsSentence({ isPartial, seeds }: CommonSeeds<unknown>, places: string): string {
  return isPartial && seeds.length > 0
    ? `The ${places} are compared over the ${formatPlural(seeds.length, 'seed')} that all of them completed.`
    : '';
}

/** Why nothing was compared although runs completed. */
export function nothingComparedSentence(
  { compared, passedOver, isPartial }: CommonSeeds<unknown>,
  place: string,
): string {
  if (compared.length > 0) return '';
  if (isPartial) return `No ${place} can be compared: no seed has completed in all of them.`;
  return passedOver.length > 0
    ? `No ${place} can be compared: each has a run that diverged or has no finite value.`
    : '';
}

/** What the intervals of a sweep mean, and when they are misleading. */
export function intervalMeaning(runs: readonly Pick<SweepRunSummary, 'resplit'>[]): string {
  const isResplit = runs.some(({ resplit }) => resplit !== null);
  const said = [explanations.confidenceInterval, ...(isResplit ? [explanations.resplitInterval] : [])];
  return said.map(({ means, misleads }) => `${means} ${misleads}`).join(' ');
}

/** Mean, interval and n on one line: `0.5000 (95 % 0.2516 to 0.7484), n = 3`. */
export function describeSummary(
  { mean, ci95, n }: Pick<Summary, 'mean' | 'ci95' | 'n'>,
  format: (value: number | null) => string,
): string {
  const interval = ci95 ? ` (95 % ${format(ci95[0])} to ${format(ci95[1])})` : '';
  return `${format(mean)}${interval}, n = ${n}`;
}
