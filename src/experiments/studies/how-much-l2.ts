import {
  chanceClause,
  differencesFrom,
  differenceText,
  oneStandardErrorPick,
  pairedDifferences,
  tooFewSeeds,
} from '../analysis/index.ts';
import type { StudyCell } from './study-cells.ts';
import { settingText, threeDigits } from '../short-number.ts';
import { meanText } from './study-words.ts';

/** Which L2 has the lowest mean loss, whether it differs significantly from none, and what too much of it costs. */
export function concludeHowMuchL2(cells: readonly StudyCell[]): string | null {
  const found = oneStandardErrorPick(cells.map((cell) => ({ ...cell, lambda: cell.l2 })));
  const none = found?.compared.find(({ cell }) => cell.l2 === 0);
  if (!found || !none || found.compared.length < 2) return null;
  const { best, pick, compared, summary } = found;
  const seeds = `n = ${found.seeds.length}`;
  const difference = differencesFrom(none.cell, compared)?.get(best);
  const parts =
    best.l2 === 0
      ? [
          `Of ${compared.length} values, no L2 at all has the lowest mean validation loss: ${meanText(summary)}, ${seeds}.`,
        ]
      : [
          `Of ${compared.length} values, L2 = ${settingText(best.l2)} has the lowest mean validation loss: ${meanText(summary)}, against ${meanText(none.summary)} without, ${seeds}.`,
          difference
            ? `By seed the difference is ${differenceText(difference, 'penalties', threeDigits)}${chanceClause(difference)}.`
            : `Whether they differ remains open: ${tooFewSeeds}.`,
        ];
  if (pick !== best && found.standardError !== null)
    parts.push(`L2 = ${settingText(pick.l2)} is the largest within one standard error of it.`);
  return [...parts, costSentence(none.cell, compared.at(-1)!.cell)].join(' ');
}

/** The gap without L2 and at the largest L2, and the effect on the training loss. */
function costSentence(none: StudyCell, largest: StudyCell): string {
  const gaps = `The mean gap is ${meanText(none.summary.generalizationGap)} without L2 and ${meanText(largest.summary.generalizationGap)} at ${settingText(largest.l2)}`;
  const { mean, ci95, n } = pairedDifferences(
    none.trainingLosses,
    largest.trainingLosses,
    none.resplit,
  ).summary;
  if (mean === null || ci95 === null || ci95[0] <= 0) return `${gaps}.`;
  const cost = `${threeDigits(mean)} [${threeDigits(ci95[0])}, ${threeDigits(ci95[1])}]`;
  return `${gaps}, but there the training loss itself is ${cost} higher, n = ${n}: a small gap is not a merit in itself.`;
}
