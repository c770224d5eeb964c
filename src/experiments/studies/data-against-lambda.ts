import {
  chanceClause,
  commonSeeds,
  type ComparedCell,
  differencesFrom,
  differenceText,
  isSignificant,
  seedsClause,
  simultaneousDifferences,
  tooFewSeeds,
} from '../analysis/index.ts';
import { lowest, type StudyCell } from './study-cells.ts';
import { settingText, threeDigits } from '../short-number.ts';

type Compared = ComparedCell<StudyCell>;

/** Whether more samples or a penalty lower validation loss more from the same start, and where the lowest loss of each size lies. */
export function concludeDataAgainstLambda(cells: readonly StudyCell[]): string | null {
  const sizes = [...new Set(cells.map(({ samples }) => samples))].sort((a, b) => a - b);
  const rows = sizes.map((samples) => cells.filter((cell) => cell.samples === samples));
  const [small, more] = rows;
  const large = rows.at(-1);
  if (!small || !more || !large) return null;
  const worth = worthSentences(small, more);
  const where = [placeOf(small), placeOf(large)];
  if (worth === null || where.includes(null)) return null;
  const [from, to] = where as [Compared, Compared];
  const moves = `Of ${large.length} values each, the lowest mean is at L2 = ${settingText(from.cell.l2)} with ${from.cell.samples} samples a class and at ${settingText(to.cell.l2)} with ${to.cell.samples}.`;
  const none = large.find(({ l2 }) => l2 === 0);
  const left = none && to.cell !== none && differencesFrom(none, commonSeeds(large).compared)?.get(to.cell);
  const told = left
    ? `With ${to.cell.samples}, the loss at that L2 minus that without L2, by seed, is ${differenceText(left, 'penalties', threeDigits)}${chanceClause(left)}.`
    : '';
  return [...worth, moves, told].filter((sentence) => sentence !== '').join(' ');
}

const placeOf = (cells: readonly StudyCell[]): Compared | null => lowest(commonSeeds(cells).compared) ?? null;

/**
 * Both effects and their difference, over the seeds that all cells share. The penalty is the lowest of several, so its effect and the
 * difference allow for all of them; the effect of more samples was not picked out.
 */
function worthSentences(small: readonly StudyCell[], more: readonly StudyCell[]): string[] | null {
  const enlarged = more.find(({ l2 }) => l2 === 0);
  const { compared } = commonSeeds([...small, ...(enlarged ? [enlarged] : [])]);
  const none = compared.find(({ cell }) => cell.l2 === 0 && cell !== enlarged);
  const data = compared.find(({ cell }) => cell === enlarged);
  const penalties = compared.filter(({ cell }) => cell.l2 > 0);
  const best = lowest(penalties);
  if (!none || !data || !best) return null;
  const index = penalties.indexOf(best);
  const minus = (to: Compared, from: Compared): number[] =>
    to.values.map((value, seed) => value - from.values[seed]!);
  const byData = simultaneousDifferences([minus(data, none)])?.[0];
  const byPenalty = simultaneousDifferences(penalties.map((cell) => minus(cell, none)))?.[index];
  // (penalty - none) - (data - none)
  const between = simultaneousDifferences(penalties.map((cell) => minus(cell, data)))?.[index];
  const start = `With ${none.cell.samples} samples a class and no penalty, mean validation loss is ${threeDigits(none.summary.mean!)}`;
  if (!byData || !byPenalty || !between)
    return [`${start}. Which changes it more remains open: ${tooFewSeeds}.`];
  const verdict = isSignificant(between)
    ? `here the ${between.mean < 0 ? 'penalty lowers' : 'data lower'} it more`
    : `which matters more cannot be determined${seedsClause(between)}`;
  return [
    `${start}.`,
    `By seed, ${data.cell.samples} samples change it by ${differenceText(byData, '', threeDigits)};`,
    `the lowest of ${penalties.length} penalties, L2 = ${settingText(best.cell.l2)}, by ${differenceText(byPenalty, 'penalties', threeDigits)}.`,
    `The second effect minus the first is ${differenceText(between, 'penalties', threeDigits)}: ${verdict}.`,
  ];
}
