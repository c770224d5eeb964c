import { type CommonSeeds, leftOutReasons, type LeftOut } from '#api';
import { formatPlural } from '../../words/format.ts';

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
