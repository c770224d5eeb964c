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

/** Which runs the means are not of, each by its reason; empty where they are of all. `place` is what holds runs and is compared: a cell, a point. */
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

/** How a comparison of means is told. */
export interface ComparisonWords {
  /** What is compared: a cell, a point, a value. */
  readonly place: string;
  /** What the lowest is called, its mean with n, and an interval where there is one. */
  readonly name: string;
  readonly value: string;
  /** What is compared by; mean validation loss without it. */
  readonly loss?: string;
  /** Where what is compared has an order of strength: the strongest within one standard error, null where it is the lowest itself. */
  readonly pick?: string | null;
}

/** Which is lowest, and what one standard error leaves open, a sentence each. With a single run there is no standard error. */
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

/** A lowest at an end of the values tried may not be the lowest there is; 0 is an end by nature. */
export function edgeSentence(value: number, tried: readonly number[]): string {
  if (value === Math.max(...tried)) return 'It is the largest value tried: larger ones may do better.';
  return value === Math.min(...tried) && value !== 0
    ? 'It is the smallest value tried: smaller ones may do better.'
    : '';
}

/** What a comparison cannot say: `runs` is how many a place has at most, `counts` those excluded from the means. */
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

/** On which seeds cells were compared, where some have more. */
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

/** What the intervals of a sweep say, and when they mislead. */
export function intervalMeaning(runs: readonly Pick<SweepRunSummary, 'resplit'>[]): string {
  const isResplit = runs.some(({ resplit }) => resplit !== null);
  const said = [explanations.confidenceInterval, ...(isResplit ? [explanations.resplitInterval] : [])];
  return said.map(({ means, misleads }) => `${means} ${misleads}`).join(' ');
}

/** Mean, interval and n in a line: `0.5000 (95 % 0.2516 to 0.7484), n = 3`. */
export function describeSummary(
  { mean, ci95, n }: Pick<Summary, 'mean' | 'ci95' | 'n'>,
  format: (value: number | null) => string,
): string {
  const interval = ci95 ? ` (95 % ${format(ci95[0])} to ${format(ci95[1])})` : '';
  return `${format(mean)}${interval}, n = ${n}`;
}
