import { formatBytes, type OpeningStep, type Start, type StartAction } from '#api';
import { formatDate, formatSentence } from '../components/format.ts';

/** What the start page says. */
export interface StartWords {
  readonly title: string;
  /** One sentence. */
  readonly text: string;
  /** Share that is done, from 0 to 1; null while nobody knows; undefined where nothing goes on. */
  readonly progress?: number | null;
}

/** How the buttons of the start page read. */
export const actionLabels: Readonly<Record<StartAction, string>> = {
  tryAgain: 'Try again',
  cancelMove: 'Cancel the move',
  chooseFolder: 'Choose another folder…',
  useDefaultFolder: 'Use the default folder…',
  showLog: 'Show log',
  quit: 'Quit',
};

export function wordsOf({ state, actions }: Pick<Start, 'actions' | 'state'>): StartWords {
  if (state.kind === 'failed') {
    const what = actions.includes('cancelMove') ? 'moved' : 'opened';
    return {
      title: `The history could not be ${what}`,
      text: formatSentence(forWindow(state.error.message)),
    };
  }
  const step = state.kind === 'opening' ? state.step : null;
  return step === null || state.kind !== 'opening'
    ? { title: 'Opening the history', text: '', progress: null }
    : wordsOfStep(step, formatDate(state.since));
}

function wordsOfStep(step: OpeningStep, since: string): StartWords {
  switch (step.kind) {
    case 'waiting':
      return { title: 'Waiting for another program', text: waitingFor(step, since), progress: null };
    case 'checking':
      return {
        title: 'Checking the history',
        text: `Lambdascope did not close properly the last time, so all ${megabytes(step.sizeBytes)} of the database are read once.`,
        progress: null,
      };
    case 'backingUp':
      return {
        title: 'Backing up the history',
        text: `This version of Lambdascope changes the database’s format. First a copy is made: ${megabytes(step.copiedBytes)} of ${megabytes(step.sizeBytes)}.`,
        progress: step.sizeBytes === 0 ? null : Math.min(1, step.copiedBytes / step.sizeBytes),
      };
    case 'migrating':
      return {
        title: 'Bringing the history up to date',
        text: `Step ${step.step} of ${step.of} to the format of this version.`,
        progress: (step.step - 1) / step.of,
      };
    case 'copying':
      return {
        title: 'Moving the history',
        text: `Copying: ${formatBytes(step.doneBytes)} of ${formatBytes(step.totalBytes)}. Nothing is taken away from the old folder.`,
        progress: 0.5 * shareOf(step),
      };
    case 'comparing':
      return {
        title: 'Moving the history',
        text: `Comparing every byte of the copy with the original: ${formatBytes(step.doneBytes)} of ${formatBytes(step.totalBytes)}.`,
        progress: 0.5 + 0.4 * shareOf(step),
      };
    case 'checkingCopy':
      return { title: 'Moving the history', text: 'Checking the database in its new folder.', progress: 0.9 };
  }
}

function waitingFor({ for: what, pid }: Extract<OpeningStep, { kind: 'waiting' }>, since: string): string {
  if (what === 'database')
    return `Another program has kept the database locked since ${since}. Lambdascope goes on as soon as it is free.`;
  const who = pid === null ? 'Another process' : `Another process (${pid})`;
  return `${who} has been opening this history since ${since}. Lambdascope goes on when that is done.`;
}

function shareOf({ doneBytes, totalBytes }: { doneBytes: number; totalBytes: number }): number {
  return doneBytes / Math.max(1, totalBytes);
}

/** Messages are for command lines, too; in the window a button does this. */
function forWindow(message: string): string {
  return message.replace(/ with --data-dir( DIR)?/, '');
}

function megabytes(bytes: number): string {
  const size = bytes / 1e6;
  return size < 1000 ? `${Math.ceil(size)} MB` : `${(size / 1000).toFixed(1)} GB`;
}
