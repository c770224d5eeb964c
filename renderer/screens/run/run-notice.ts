import { originWords, passingTag, type RunDetail, type RunSummary } from '#api';
import { formatCount, formatPlural, formatSentence } from '#words';

/** What the user can do about it. */
export type NoticeAction = 'editAndRun' | 'runAgain' | 'continue' | 'resume' | 'restore' | 'keep';

/** A message over the curves: what happened, at which epoch, and what the user can do. */
export interface RunNotice {
  readonly tone: 'neutral' | 'warning' | 'danger';
  readonly title: string;
  readonly text: string;
  readonly action?: NoticeAction;
}

type NoticedRun = Pick<
  RunSummary,
  'status' | 'epochsDone' | 'config' | 'divergedAt' | 'error' | 'trashedAt' | 'branch' | 'origin'
>;

/** The notice for a run, or null for one that is simply training or complete. */
export function runNotice(run: NoticedRun): RunNotice | null {
  if (run.trashedAt !== null) {
    return {
      tone: 'neutral',
      title: 'In the trash',
      text: 'It is kept until the trash is emptied.',
      action: 'restore',
    };
  }
  if (run.origin !== null) return null; // `storedNotices` covers it
  const done = `${formatCount(run.epochsDone)} of ${formatPlural(run.config.epochs, 'epoch')}`;
  switch (run.status) {
    case 'queued':
      return {
        tone: 'neutral',
        title: 'Queued',
        text:
          run.epochsDone > (run.branch?.epoch ?? 0)
            ? 'It continues as soon as a slot is free.'
            : 'Training starts as soon as a slot is free. Curves appear with the first epochs.',
      };
    case 'paused':
      return {
        tone: 'warning',
        title: `Paused after ${done}`,
        text: 'It keeps its place in memory and resumes here.',
        action: 'continue',
      };
    case 'stopped':
      return {
        tone: 'neutral',
        title: `Stopped after ${done}`,
        text: 'You ended it early. All it recorded is kept, and it can go on from there.',
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
        text: `${formatSentence(run.error ?? 'The training process reported no reason')} What it recorded until then is kept.`,
        action: 'runAgain',
      };
    case 'interrupted':
      return {
        tone: 'warning',
        title: `Interrupted after ${done}`,
        text:
          `${formatSentence(run.error ?? 'The app ended before the run did')} ` +
          'Resume goes on from its last checkpoint, bit for bit.',
        action: 'resume',
      };
    case 'running':
    case 'completed':
      return null;
  }
}

/** For a temporary run: how long it stays, and how to keep it. */
export function passingNotice({ tags, trashedAt }: Pick<RunSummary, 'tags' | 'trashedAt'>): RunNotice | null {
  if (!tags.includes(passingTag) || trashedAt !== null) return null;
  const text = 'This run goes to the trash once the day is over.';
  return { tone: 'neutral', title: 'Not kept', text, action: 'keep' };
}

/** What to say about a run's stored data: epochs that are gone, or a config of another version. */
export function storedNotices({
  missingEpochs,
  configProblem,
  origin,
}: Pick<RunDetail, 'missingEpochs' | 'configProblem' | 'origin'>): RunNotice[] {
  if (origin !== null) {
    return [
      {
        tone: 'neutral',
        title: 'Brought in to compare',
        text: `The run ${originWords[origin]}. It can be compared and exported, but not resumed, forked or verified.`,
      },
    ];
  }
  const missing: RunNotice = {
    tone: 'warning',
    title: `${formatPlural(missingEpochs, 'epoch')} ${missingEpochs === 1 ? 'is' : 'are'} missing`,
    text: 'They were recorded, but the database no longer has them. Curves and exports show the others.',
  };
  const unknown: RunNotice = {
    tone: 'warning',
    title: 'Made by another version',
    text:
      `This one does not know the config (${configProblem ?? ''}). The numbers are shown and can be exported; ` +
      'training it again, forking it and pictures of its data need the version that made it.',
  };
  return [...(missingEpochs > 0 ? [missing] : []), ...(configProblem === null ? [] : [unknown])];
}
