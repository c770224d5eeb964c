import { patienceOutcome, type PatienceOutcome, type RunConfig } from '#api';
import type { FigureTable } from '#figure';
import { formatCount, formatDifference, formatMetric, formatPercent, formatPlural } from '#words';
import { lossesOf, type Overfitting } from './overfitting.ts';

/** What one patience would have done to a run. Losses in nats. */
export interface PatienceRow {
  readonly patience: number;
  readonly outcome: PatienceOutcome;
  /** Fraction of the run's own epochs, 0 to 1. */
  readonly shareSaved: number;
  /** At the epoch that would have been the last; null if the run would not have stopped. */
  readonly lossThere: number | null;
  /** lossThere minus the lowest loss of the run. */
  readonly aboveBest: number | null;
  /** lossThere minus the run's last finite loss: negative if stopping would have ended on a lower one. */
  readonly againstLast: number | null;
}

const mostRows = 5;

/** A few round patiences that are informative for a run: no shorter than the distance between validations, no longer than half the run. */
export function roundPatiences({
  validated,
  epochsDone,
}: Pick<Overfitting, 'validated' | 'epochsDone'>): number[] {
  const [first, second] = validated.epochs;
  if (first === undefined || second === undefined) return [];
  const least = second - first;
  const most = Math.max(least, (epochsDone - first) / 2);
  const all: number[] = [];
  for (let power = 1; power <= most; power *= 10) {
    all.push(...[power, 2 * power, 5 * power].filter((patience) => patience >= least && patience <= most));
  }
  if (all.length <= mostRows) return all;
  return Array.from(
    { length: mostRows },
    (_, row) => all[Math.round((row * (all.length - 1)) / (mostRows - 1))]!,
  );
}

/** What `patience` would have done; throws RangeError if it is not an integer of at least 1. */
export function patienceRow(overfitting: Overfitting, patience: number): PatienceRow {
  const { validated, epochsDone, best, last } = overfitting;
  const outcome = patienceOutcome(lossesOf(validated), epochsDone, patience);
  const { stoppedAt, epochsSaved } = outcome;
  const own = epochsDone - (validated.epochs[0] ?? 0);
  const there = stoppedAt === null ? null : validated.values[validated.epochs.indexOf(stoppedAt)]!;
  return {
    patience,
    outcome,
    shareSaved: epochsSaved / own,
    lossThere: there,
    aboveBest: there === null || !best ? null : there - best.validationLoss,
    againstLast: there === null || !last ? null : there - last.validationLoss,
  };
}

/** What a patience would have done, in words. */
export function patienceSentence(row: PatienceRow, { epochsDone, best }: Overfitting): string {
  const { patience, outcome, shareSaved, lossThere, aboveBest, againstLast } = row;
  const name = `Patience ${formatCount(patience)}`;
  if (outcome.stoppedAt === null) {
    return `${name} would not have ended it within its ${formatPlural(epochsDone, 'epoch')}.`;
  }
  const saved = `${formatPlural(outcome.epochsSaved, 'epoch')} (${formatPercent(shareSaved)})`;
  const sentences = [
    `${name} would have ended it at epoch ${formatCount(outcome.stoppedAt)} and saved ${saved}.`,
  ];
  if (aboveBest !== null && againstLast !== null) {
    const distance = formatDifference(Math.abs(againstLast));
    const against =
      againstLast === 0 ? 'it is the last' : `${distance} ${againstLast < 0 ? 'below' : 'above'} the last`;
    sentences.push(
      `Validation loss there is ${formatMetric(lossThere)}: ${formatDifference(aboveBest)} above the best, ${against}.`,
    );
  }
  sentences.push(
    outcome.missed
      ? `It would have missed a lower one, ${formatMetric(outcome.missed.validationLoss)} at epoch ${formatCount(outcome.missed.epoch)}.`
      : `The best epoch, ${formatCount(best?.epoch ?? 0)}, lies before it: nothing lower would have been missed.`,
  );
  return sentences.join(' ');
}

/** Says that the run's own early stopping follows a rule other than the one replayed; empty if it does not. */
export function otherRuleNote(rule: RunConfig['earlyStopping']): string {
  if (rule === null || (rule.metric === 'validationLoss' && rule.minDelta === 0)) return '';
  const metric = rule.metric === 'validationLoss' ? 'validation loss' : 'validation accuracy';
  const least = rule.minDelta === 0 ? '' : ` with a minimum improvement of ${rule.minDelta}`;
  return `This replays validation loss with no minimum improvement; the run's own early stopping goes by ${metric}${least}.`;
}

/** The rows in the form for a file. */
export function patienceTable(rows: readonly PatienceRow[]): FigureTable {
  return {
    columns: ['patience', 'stops at epoch', 'epochs saved', 'validation loss there', 'above best', 'against last', 'lower loss missed', 'at epoch'], // oxfmt-ignore
    rows: rows.map(({ patience, outcome, lossThere, aboveBest, againstLast }) => {
      const { stoppedAt, epochsSaved, missed } = outcome;
      return [patience, stoppedAt, epochsSaved, lossThere, aboveBest, againstLast, missed?.validationLoss ?? null, missed?.epoch ?? null]; // oxfmt-ignore
    }),
  };
}
