import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#api';
import { databaseFileName, removeCopyMark, removeMovedNote } from '#storage';
import { defaultDataDir } from './default-folder.ts';
import { changeChoice, readChoice } from './folder-choice.ts';

/** The folder chosen for the history, whether it exists or not. `home` is the app's own folder. */
export function chosenFolder(home: string): string {
  return readChoice(home).dataFolder ?? home;
}

/**
 * The folder of the history, for a host or command that was not given another one. Throws AppError folderMissing if the history was moved
 * to a folder that does not exist, for example on an unplugged drive: an empty history in its place would be a different one.
 */
export function currentFolder(home: string = defaultDataDir()): string {
  const folder = chosenFolder(home);
  if (folder === home) return home;
  if (!existsSync(join(folder, databaseFileName))) {
    throw new AppError(
      'folderMissing',
      `the history was moved to ${folder}, which is not there now; connect or mount its disk, or choose another folder with --data-dir`,
    );
  }
  removeCopyMark(folder); // the copy was complete before this became the current folder
  return folder;
}

/** Makes `folder` the folder of the history from now on, whatever is in it. Throws AppError folderNotWritable or storageFull. */
export function useFolder(home: string, folder: string): void {
  const isHome = folder === home;
  if (isHome) removeMovedNote(home);
  changeChoice(home, { dataFolder: isHome ? null : folder, movingTo: null, resume: [], oldCopy: null });
}
