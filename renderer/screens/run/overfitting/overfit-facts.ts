import {
  explanations,
  minValidatedEpochs,
  isLive,
  type Explanation,
  type OverfitOnset,
  type RunSummary,
} from '#api';
import {
  formatCount,
  formatDifference,
  formatMetric,
  formatPercent,
  formatPlural,
  whyNotEvaluated,
} from '#words';
import type { Overfitting } from './overfitting.ts';

/** A finding about a run: its name, its value, and what the value means for this run. */
export interface OverfitFact {
  readonly explanation: Explanation;
  readonly value: string;
  readonly sentence: string;
}

type ToldRun = Pick<RunSummary, 'status' | 'branch' | 'divergedAt'>;

/** Best epoch, generalization gap and overfit onset of a run that has a finite validation loss, in words. */
export function overfitFacts(overfitting: Overfitting, run: ToldRun): OverfitFact[] {
  const { best, last } = overfitting;
  if (!best || !last) return [];
  return [
    {
      explanation: explanations.bestEpoch,
      value: formatCount(best.epoch),
      sentence: bestSentence(overfitting, run),
    },
    {
      explanation: explanations.generalizationGap,
      value: [...new Set([best.gap, last.gap])].map(formatDifference).join(' → '),
      sentence: gapSentence(overfitting),
    },
    onsetFact(overfitting),
  ];
}

/** What the reader has to know first: that the run is still going, broke off, or is part of another; null if nothing. */
export function overfitNotice(
  { epochsDone, evaluated, judgedBy }: Overfitting,
  { status, branch, divergedAt }: ToldRun,
): string | null {
  const notices = [
    isLive(status) &&
      `Still training: this is of the ${formatPlural(epochsDone, 'epoch')} so far, and moves.`,
    divergedAt !== null && `The loss was no longer finite at epoch ${formatCount(divergedAt)}: this is of what came before.`, // oxfmt-ignore
    branch && `Of the fork’s own epochs, from ${formatCount(branch.epoch)} on, where it left its parent: what that did before is not judged here.`, // oxfmt-ignore
    !evaluated && 'Onset is judged by the training loss of the passes: not every validated epoch has an evaluated one.', // oxfmt-ignore
    !judgedBy.areAll && `Onset is judged by ${formatCount(judgedBy.epochs.length)} validated epochs that are evenly apart: there are many more.`, // oxfmt-ignore
  ];
  return notices.filter(Boolean).join(' ') || null;
}

/** Why there is nothing to say about a run; null if there is. */
export function whyNoOverfitting({ validated, best }: Overfitting, { status }: ToldRun): string | null {
  if (best) return null;
  if (validated.epochs.length > 0)
    return 'No validation loss of this run is finite: there is no best epoch to find.';
  if (status === 'queued') return 'Waiting for a free training slot';
  return isLive(status) ? 'No epoch has been validated yet' : 'No epoch of this run was validated.';
}

function bestSentence({ best, last, validated }: Overfitting, { status, branch }: ToldRun): string {
  const loss = `Validation loss ${formatMetric(best!.validationLoss)}`;
  if (validated.epochs.length === 1) return `${loss}, the only one measured.`;
  if (best!.epoch === last!.epoch) {
    return isLive(status)
      ? `${loss}, the latest: it is still getting better.`
      : `${loss}, the last one measured: more epochs may do better.`;
  }
  if (best!.epoch === branch?.epoch)
    return `${loss}, of its parent’s network: no validated epoch of the fork did better.`;
  if (best!.epoch === validated.epochs[0])
    return `${loss}: no later validated epoch did better than the first.`;
  return `${loss}; no validated epoch after it, up to ${formatCount(last!.epoch)}, was lower.`;
}

function gapSentence({ best, last }: Overfitting): string {
  if (best!.gap === null || last!.gap === null) return whyNotEvaluated;
  if (best!.epoch === last!.epoch)
    return `At epoch ${formatCount(last!.epoch)}, the best and the last validated.`;
  const change = last!.gap - best!.gap;
  const grew = change >= 0 ? 'wider' : 'narrower';
  return `From the best epoch to the last validated one, ${formatCount(last!.epoch)}: ${formatDifference(Math.abs(change))} ${grew}.`;
}

function onsetFact({ onset, judged, last }: Overfitting): OverfitFact {
  const explanation = explanations.overfitOnset;
  if (!onset) {
    const sentence = `Too few validated epochs to tell a rise from jitter: ${formatCount(judged)} of at least ${minValidatedEpochs}. Train longer, or validate more often.`;
    return { explanation, value: '–', sentence };
  }
  const { minimum, epoch, lasting } = onset;
  const lowest = `its smoothed minimum, ${formatMetric(minimum.loss)} at epoch ${formatCount(minimum.epoch)}`;
  const above = `${thresholdRise(onset)} above ${lowest}`;
  const long = formatPlural(lasting, 'validated epoch');
  const sentences = {
    overfit: `From here validation loss stays more than ${above}, for at least ${long}, while data loss has not risen.`,
    withTraining: `Validation loss rose more than ${above}, but data loss rose too: to get worse on all samples is not overfitting.`,
    brief: `Validation loss was more than ${above}, but never for ${long} in a row: spikes, or a rise too young to count.`,
    none:
      minimum.epoch === last!.epoch
        ? `Validation loss has not risen: ${lowest}, comes last.`
        : `Validation loss never rose more than ${above}.`,
  };
  return {
    explanation,
    value: epoch === null ? 'none' : formatCount(epoch),
    sentence: sentences[onset.rise],
  };
}

/** How far above the minimum the threshold is: 5 %, or more if the curve jitters. */
export function thresholdRise({ threshold, minimum }: OverfitOnset): string {
  const rise = threshold - minimum.loss;
  return minimum.loss === 0 ? formatDifference(rise) : formatPercent(rise / minimum.loss);
}
