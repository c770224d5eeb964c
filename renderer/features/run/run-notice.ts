import type { RunSummary } from '#api';
import { formatCount, formatPlural } from '../../components/format.ts';

/** A message over the curves: what happened, at which epoch, and what one can do. */
export interface RunNotice {
  readonly tone: 'neutral' | 'warning' | 'danger';
  readonly title: string;
  readonly text: string;
  readonly action?: 'editAndRun' | 'runAgain' | 'continue' | 'restore';
}

type NoticedRun = Pick<RunSummary, 'status' | 'epochsDone' | 'config' | 'divergedAt' | 'error' | 'trashedAt'>;

/** The notice for a run, or null for one that simply trains or is complete. */
export function runNotice(run: NoticedRun): RunNotice | null {
  if (run.trashedAt !== null) {
    return {
      tone: 'neutral',
      title: 'In the trash',
      text: 'It is kept until the trash is emptied.',
      action: 'restore',
    };
  }
  const done = `${formatCount(run.epochsDone)} of ${formatPlural(run.config.epochs, 'epoch')}`;
  switch (run.status) {
    case 'queued':
      return {
        tone: 'neutral',
        title: 'Queued',
        text: 'Training starts as soon as a slot is free. Curves appear with the first epochs.',
      };
    case 'paused':
      return {
        tone: 'warning',
        title: `Paused after ${done}`,
        text: 'It holds its place in memory and trains on from here.',
        action: 'continue',
      };
    case 'stopped':
      return {
        tone: 'neutral',
        title: `Stopped after ${done}`,
        text: 'You ended it early. All it recorded is kept.',
      };
    case 'diverged':
      return {
        tone: 'danger',
        title: `Diverged at epoch ${formatCount(run.divergedAt ?? run.epochsDone)}`,
        text:
          'The loss was no longer finite, so training ended there. Try a lower learning rate, ' +
          'or smaller penalty factors.',
        action: 'editAndRun',
      };
    case 'failed':
      return {
        tone: 'danger',
        title: `Failed after ${done}`,
        text: `${asSentence(run.error ?? 'The training process reported no reason')} What it recorded until then is kept.`,
        action: 'runAgain',
      };
    case 'interrupted':
      return {
        tone: 'warning',
        title: `Interrupted after ${done}`,
        text: 'The app ended before the run did. Run it again: the same config gives the same curves, bit for bit.',
        action: 'runAgain',
      };
    case 'running':
    case 'completed':
      return null;
  }
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
