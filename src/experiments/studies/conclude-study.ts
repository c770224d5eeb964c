import { leftOutReasons, sumLeftOut } from '../sweep/left-out.ts';
import type { JudgedAt } from '../sweep/summarize-cells.ts';
import { concludeDataAgainstLambda } from './data-against-lambda.ts';
import { concludeHowMuchL2 } from './how-much-l2.ts';
import { concludeL1AgainstL2 } from './l1-against-l2.ts';
import { type ConcludedSweep, type StudyCell, studyCells } from './study-cells.ts';
import type { StudyKind } from './study-kinds.ts';

const conclusions: Readonly<Record<StudyKind, (cells: readonly StudyCell[]) => string | null>> = {
  howMuchL2: concludeHowMuchL2,
  l1AgainstL2: concludeL1AgainstL2,
  dataAgainstLambda: concludeDataAgainstLambda,
};

/**
 * The conclusion of a guided study, computed from its runs, as sentences; null while too few runs have completed. If an interval includes
 * 0, the sentence says that the result is inconclusive.
 */
export function concludeStudy(kind: StudyKind, sweep: ConcludedSweep, at: JudgedAt = 'final'): string | null {
  const cells = studyCells(sweep, at);
  if (cells.some(({ summary }) => summary.unfinished > 0 || summary.failed > 0)) return null;
  const sentences = conclusions[kind](cells);
  if (sentences === null) return null;
  const reasons = leftOutReasons(
    sumLeftOut(cells.map(({ summary }) => ({ ...summary, excluded: summary.validationLoss.excluded }))),
  );
  return reasons.length === 0
    ? sentences
    : `${sentences} Runs excluded from the means: ${reasons.join(', ')}.`;
}
