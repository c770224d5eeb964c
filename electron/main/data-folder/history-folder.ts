import { app } from 'electron';
import { AppError, type OpeningStep } from '#api';
import { chosenFolder, createHistoryMove, currentFolder, type HistoryMove } from '#app';
import { dataFolderFromArguments } from '../start/data-folder.ts';

/** Where the history is, and where it is on its way to. */
export interface HistoryFolder {
  /** The app's own folder: that of its settings, and of the history unless that was moved. */
  readonly home: string;
  /** True if the command line named it: then the history is in it, whatever was chosen. */
  readonly isGiven: boolean;
  /** The folder of the history, whether it is there or not. */
  readonly current: string;
  readonly move: HistoryMove;
  /**
   * Finishes a move, and resolves to the folder to open. Rejects with folderMissing, or with what keeps the history from being
   * moved. `signal` ends the app.
   */
  arrive(signal: AbortSignal, onStep: (step: OpeningStep) => void): Promise<string>;
}

/** `storageEntry` is the absolute path of the file of the store's threads. */
export function createHistoryFolder(storageEntry: string): HistoryFolder {
  const given = dataFolderFromArguments(process.argv);
  const home = given ?? app.getPath('userData');
  const isGiven = given !== null;
  const move = createHistoryMove({ home, storageEntry });
  return {
    home,
    isGiven,
    get current() {
      return isGiven ? home : chosenFolder(home);
    },
    move,
    async arrive(signal, onStep) {
      if (isGiven) return home;
      await move.finish(signal, onStep);
      if (signal.aborted) throw new AppError('connectionLost', 'Lambdascope is closing');
      return currentFolder(home);
    },
  };
}
