import {
  type CommonSeeds,
  explanations,
  leftOutReasons,
  type LeftOut,
  type Summary,
  type SweepRunSummary,
} from '#api';
import { formatPlural } from './format.ts';

/** Which runs the means are not of, each by its reason; empty where they are of all. `place` is what holds runs: a cell, a point. */
export function leftOutSentence(counts: LeftOut, place: string): string {
  const reasons = leftOutReasons(counts);
  if (reasons.length === 0) return '';
  const passed = [
    ...(counts.diverged > 0 ? ['diverged'] : []),
    ...(counts.excluded > 0 ? ['has no finite value'] : []),
  ].join(' or ');
  const consequence = passed === '' ? '' : ` A ${place} with a run that ${passed} is not compared.`;
  return `Runs excluded from the means: ${reasons.join(', ')}.${consequence}`;
}

/** `Of 6 cells, L2 0.01 has the lowest mean validation loss`; where one alone could be compared, only that. */
export function lowestClause({ compared }: CommonSeeds<unknown>, places: string, name: string): string {
  return compared.length === 1
    ? `Only ${name} can be compared: it has a mean validation loss`
    : `Of ${compared.length} ${places}, ${name} has the lowest mean validation loss`;
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
