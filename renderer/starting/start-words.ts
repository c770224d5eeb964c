import { openingWords, type Start, type StartAction } from '#api';
import { formatSentence } from '../components/format.ts';

/** What the start page says. */
export interface StartWords {
  readonly title: string;
  /** A sentence or two; empty where there is nothing to add. */
  readonly text: string;
  /** The share that is done, from 0 to 1; null while nobody knows; undefined where nothing goes on. */
  readonly progress?: number | null;
}

/** How the buttons of the start page read. */
export const actionLabels: Readonly<Record<StartAction, string>> = {
  tryAgain: 'Try again',
  chooseFolder: 'Choose another folder…',
  showLog: 'Show log',
  quit: 'Quit',
};

export function wordsOf({ state }: Pick<Start, 'state'>): StartWords {
  if (state.kind === 'failed') {
    return { title: 'The history could not be opened', text: formatSentence(forWindow(state.error.message)) };
  }
  if (state.kind === 'opened' || state.step === null)
    return { title: 'Opening the history', text: '', progress: null };
  const { title, text, progress } = openingWords(state.step);
  return { title, text: formatSentence(text), progress };
}

/** Messages are for command lines, too; in the window a button does this. */
function forWindow(message: string): string {
  return message.replace(/ with --data-dir( DIR)?/, '');
}
