import {
  chanceClause,
  commonSeeds,
  type ComparedCell,
  differenceText,
  simultaneousDifferences,
  tooFewSeeds,
} from '../analysis/index.ts';
import { atPenalty, differenceAtPenalty } from './equal-penalty.ts';
import { lowest, type StudyCell } from './study-cells.ts';
import { settingText, threeDigits } from '../short-number.ts';
import { meanText } from './study-words.ts';

type Compared = ComparedCell<StudyCell>;

/** The lowest of each kind compared with each other, and at the penalty of one of them. */
export function concludeL1AgainstL2(cells: readonly StudyCell[]): string | null {
  const { compared, seeds } = commonSeeds(cells.filter(({ l1, l2 }) => l1 > 0 || l2 > 0));
  const ofL1 = compared.filter(({ cell }) => cell.l1 > 0).sort((a, b) => a.cell.l1 - b.cell.l1);
  const ofL2 = compared.filter(({ cell }) => cell.l2 > 0).sort((a, b) => a.cell.l2 - b.cell.l2);
  const [l1, l2] = [lowest(ofL1), lowest(ofL2)];
  if (!l1 || !l2) return null;
  const each = [
    `Of ${ofL1.length} values of L1, ${settingText(l1.cell.l1)} has the lowest mean validation loss, ${lossAndPenalty(l1)}`,
    `of ${ofL2.length} of L2, ${settingText(l2.cell.l2)}, ${lossAndPenalty(l2)}; n = ${seeds.length}.`,
  ].join('; ');
  const pairs = ofL1.flatMap((from) => ofL2.map((to) => ({ from, to })));
  const difference = simultaneousDifferences(
    pairs.map(({ from, to }) => to.values.map((value, seed) => value - from.values[seed]!)),
    l1.resplit,
  )?.[pairs.findIndex(({ from, to }) => from === l1 && to === l2)];
  const told = difference
    ? `The loss at that L2 minus that at that L1, by seed, is ${differenceText(difference, 'pairs', threeDigits)}${chanceClause(difference)}.`
    : `Whether they differ remains open: ${tooFewSeeds}.`;
  const equal =
    atEqualPenalty(l1, 'L1', ofL1, ofL2, 'L2') ||
    atEqualPenalty(l2, 'L2', ofL2, ofL1, 'L1') ||
    'Neither had the penalty of the other at its lowest, so they cannot be compared at equal penalty.';
  return [each, told, equal].join(' ');
}

function lossAndPenalty({ cell, summary }: Compared): string {
  return `${meanText(summary)} at a penalty of ${meanText(cell.summary.regularizationLoss)}`;
}

/** How the other kind does at the penalty of one kind's lowest; empty if none of its cells had a similar penalty. */
function atEqualPenalty(
  best: Compared,
  kind: string,
  own: readonly Compared[],
  others: readonly Compared[],
  otherKind: 'L1' | 'L2',
): string {
  const penalty = best.cell.summary.regularizationLoss.mean;
  const places = penalty === null ? [] : atPenalty(others, penalty);
  const [first, ...more] = places;
  if (!first) return '';
  const key = otherKind === 'L1' ? 'l1' : 'l2';
  const told = places.map(
    ({ between: [lower, upper], mean }) =>
      `${threeDigits(mean)} on the line between ${otherKind} = ${settingText(lower[key])} and ${settingText(upper[key])}`,
  );
  if (more.length > 0)
    return `The penalty of that ${kind} occurs ${places.length} times in ${otherKind}, since a penalty does not rise with its factor throughout: ${told.join(', ')}.`;
  const difference = differenceAtPenalty(best, own, others);
  const judged = difference
    ? `; minus the loss at that ${kind}, by seed, this is ${differenceText(difference, 'comparisons', threeDigits)}${chanceClause(difference)}`
    : '';
  return `At the penalty of that ${kind}, ${otherKind} has ${told[0]}${judged}.`;
}
