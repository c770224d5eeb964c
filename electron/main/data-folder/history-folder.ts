import { app } from 'electron';
import { AppError, type OpeningStep } from '#api';
import { chosenFolder, createHistoryMove, currentFolder, type HistoryMove } from '#app';
import { dataFolderFromArguments } from '../start/data-folder.ts';

/** Where the history is, and where it is being moved to. */
export interface HistoryFolder {
  /** The app's own folder, which holds its settings, and the history too unless that was moved. */
  readonly home: string;
  /** True if the command line named it: then it holds the history, whatever the user chose. */
  readonly isGiven: boolean;
  /** The folder of the history, whether or not it exists. */
  readonly current: string;
  readonly move: HistoryMove;
  /**
   * Finishes a pending move, and resolves to the folder to open. Rejects with folderMissing, or with whatever prevents the move. `signal`
   * means that the app is closing.
   */
  arrive(signal: AbortSignal, onStep: (step: OpeningStep) => void): Promise<string>;
}

/** `storageEntry` is the absolute path of the entry file of the store's threads. */
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
