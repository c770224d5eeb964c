import { openingWords, type Start, type StartAction } from '#api';
import { formatSentence } from '#words';

/** The text of the start page. */
export interface StartWords {
  readonly title: string;
  /** A sentence or two; empty if there is nothing to add. */
  readonly text: string;
  /** The share done, from 0 to 1; null if unknown; undefined if nothing is under way. */
  readonly progress?: number | null;
}

/** The labels of the start page's buttons. */
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
  if (state.kind === 'opened' || state.step === null)
    return { title: 'Opening the history', text: '', progress: null };
  const { title, text, progress } = openingWords(state.step);
  return { title, text: formatSentence(text), progress };
}

/** Messages are written for command lines, too; in the window a button does this. */
function forWindow(message: string): string {
  return message.replace(/ with --data-dir( DIR)?/, '');
}
