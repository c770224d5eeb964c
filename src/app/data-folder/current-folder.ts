import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#api';
import { databaseFileName, removeCopyMark, removeMovedNote } from '#storage';
import { defaultDataDir } from './default-folder.ts';
import { changeChoice, readChoice } from './folder-choice.ts';

/** The folder that has the history, whether it is there or not. `home` is the app's own folder. */
export function chosenFolder(home: string): string {
  return readChoice(home).dataFolder ?? home;
}

/**
 * The folder that has the history, for a host or command that was not given another one. Throws AppError folderMissing when it was
 * moved to a folder that is not there, as that of a drive which is unplugged: an empty history in its place would be another one.
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
  removeCopyMark(folder); // the copy was whole before this became its folder
  return folder;
}

/** From now on `folder` has the history, whatever is in it. Throws AppError folderNotWritable or storageFull. */
export function useFolder(home: string, folder: string): void {
  const isHome = folder === home;
  if (isHome) removeMovedNote(home);
  changeChoice(home, { dataFolder: isHome ? null : folder, movingTo: null, resume: [], oldCopy: null });
}
