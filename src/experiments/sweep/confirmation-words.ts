import { seedsClause } from '../analysis/index.ts';
import type { RunConfig } from '../run-config.ts';
import { threeDigits } from '../short-number.ts';
import type { ConfirmationPlan } from './confirmation-plan.ts';
import type { ConfirmationArm, ConfirmationResult, LeftOutPair } from './confirmation-result.ts';
import { formatSeeds } from './fresh-seeds.ts';
import { shortPointName } from './regularization-paths.ts';

/** The names of a confirmation's two settings, without what they have in common. */
export function armNames({ chosen, baseline }: ConfirmationPlan): Record<ConfirmationArm, string> {
  const own = Object.entries(chosen).filter(([path, value]) => baseline[path] !== value);
  const paths = own.map(([path]) => path);
  const only = (point: ConfirmationPlan['chosen']) =>
    shortPointName(Object.fromEntries(paths.map((path) => [path, point[path]!])));
  return { chosen: only(chosen), baseline: only(baseline) };
}

/** How the setting was chosen, and on what it is confirmed. */
export function choiceSentences(plan: ConfirmationPlan): string[] {
  const { choice, seeds } = plan;
  const { baseline } = armNames(plan);
  const name = shortPointName(plan.chosen);
  const fresh = `It is confirmed on ${plural(seeds.length, 'fresh seed')} (${formatSeeds(seeds)}).`;
  if (choice.by === 'hand') return [`${name} was chosen by hand.`, fresh];
  const { compared, passedOver, seeds: chosenOn, noneIsLower } = choice;
  const among =
    compared === 1
      ? `as the only setting above 0${passedOver > 0 ? ' that could be compared' : ''}`
      : `for the lowest mean validation loss of ${compared} settings above 0`;
  return [
    `${name} was chosen ${among}, over ${plural(chosenOn, 'seed')}.`,
    ...(passedOver > 0
      ? [`${plural(passedOver, 'setting')} with diverged or missing runs could not be compared.`]
      : []),
    ...(noneIsLower ? [`In the sweep, ${baseline} had a lower mean validation loss.`] : []),
    fresh,
  ];
}

/** What the test sets show: the paired difference with its interval, and no more than it supports. */
export function resultSentences(
  plan: ConfirmationPlan,
  result: ConfirmationResult,
  base: RunConfig,
): string[] {
  return [
    differenceSentence(plan, result, base),
    ...leftOutSentences(plan, result.leftOut),
    ...tableSentence(plan, base),
  ];
}

function differenceSentence(
  plan: ConfirmationPlan,
  { difference }: ConfirmationResult,
  { dataset }: RunConfig,
): string {
  const { chosen, baseline } = armNames(plan);
  const { n, mean, sd, ci95 } = difference;
  if (mean === null || sd === null || ci95 === null) {
    return `Whether ${chosen} changes test loss relative to ${baseline} cannot be determined: ${n === 0 ? 'no pair is' : 'only one pair is'} left, and an interval needs two.`;
  }
  const interval = `95 % interval ${threeDigits(ci95[0])} to ${threeDigits(ci95[1])}, n = ${n} pairs`;
  if (ci95[0] > 0 || ci95[1] < 0) {
    const way = mean > 0 ? 'higher' : 'lower';
    return `On fresh seeds, mean test loss is ${threeDigits(Math.abs(mean))} ${way} with ${chosen} than with ${baseline} (difference ${threeDigits(mean)}, ${interval}).`;
  }
  // A table has a fixed number of rows, which more seeds cannot compensate for.
  const more = dataset.kind === 'table' ? '' : seedsClause({ mean, sd, resplit: null });
  return `Whether ${chosen} lowers or raises test loss relative to ${baseline} cannot be determined (mean difference ${threeDigits(mean)}, ${interval})${more}.`;
}

function leftOutSentences(plan: ConfirmationPlan, leftOut: readonly LeftOutPair[]): string[] {
  if (leftOut.length === 0) return [];
  const names = armNames(plan);
  const seeds = new Set(leftOut.map(({ seed }) => seed));
  const reasons = leftOut.map(({ seed, arm, why, epoch }) => {
    const what =
      why === 'diverged'
        ? `diverged${epoch === null ? '' : ` at epoch ${epoch}`}`
        : 'has a test loss that is not finite';
    return `seed ${seed} ${what} with ${names[arm]}`;
  });
  return [
    `${plural(seeds.size, 'pair')} ${seeds.size === 1 ? 'is' : 'are'} left out: ${reasons.join('; ')}. The difference holds for the seeds on which both stayed finite, and may not hold for all seeds.`,
  ];
}

function tableSentence({ test }: ConfirmationPlan, { dataset, validation }: RunConfig): string[] {
  if (dataset.kind !== 'table') return [];
  if ('folds' in validation) {
    return [
      `Every run has the same training rows, those outside fold ${validation.fold} of repeat ${validation.repeat}, and the same test rows: the interval reflects variation between trainings, not between folds or test rows.`,
    ];
  }
  if ('file' in test) {
    return [
      'Every run is tested on the same rows: the interval reflects variation between trainings, not between sets of test rows.',
    ];
  }
  return [
    'Each seed splits the same table anew: the interval is corrected for rows that splits share, but under other seeds the test rows took part in choosing.',
  ];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
