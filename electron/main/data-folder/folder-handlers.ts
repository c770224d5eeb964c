import { shell } from 'electron';
import { AppError, type DataFolder, type DesktopHandlers, type FolderPlan } from '#api';
import { changeChoice, deleteOldCopy, oldCopyOf, useFolder } from '#app';
import type { Desktop } from '../desktop.ts';
import { pickFolder } from './pick-folder.ts';

type FolderCommand =
  | 'getDataFolder'
  | 'chooseDataFolder'
  | 'moveDataFolder'
  | 'useDataFolder'
  | 'deleteOldCopy';

/** The history folder as the Settings screen shows and moves it. */
export function createFolderHandlers({
  folder,
  history,
  restart,
}: Pick<Desktop, 'folder' | 'history' | 'restart'>): Pick<DesktopHandlers, FolderCommand> {
  const { home, isGiven, move } = folder;
  /** What the user chose in the system's dialog; the page alone cannot name a folder. */
  let chosen: FolderPlan | null = null;

  const describe = (): DataFolder => ({
    folder: folder.current,
    isGiven,
    oldCopy: isGiven ? null : oldCopyOf(home),
  });

  function requireChosen(given: string, kind: FolderPlan['kind']): string {
    if (chosen?.folder === given && chosen.kind === kind) return given;
    throw new AppError('conflict', `${given} was not chosen for this; choose it in the dialog first`);
  }

  return {
    getDataFolder: describe,
    async chooseDataFolder() {
      if (isGiven) {
        const message = `${home} was given when Lambdascope was started; start it without a folder to move its own history`;
        throw new AppError('conflict', message);
      }
      const picked = await pickFolder('Choose a folder for the history', 'Choose');
      chosen = picked === null ? null : await move.inspect(picked);
      return chosen;
    },
    moveDataFolder({ folder: given }) {
      const movingTo = requireChosen(given, 'free');
      changeChoice(home, { movingTo, resume: history.current?.trainingRuns() ?? [] });
      restart({ asks: false });
      return null;
    },
    useDataFolder({ folder: given }) {
      useFolder(home, requireChosen(given, 'history'));
      restart({ asks: false });
      return null;
    },
    async deleteOldCopy() {
      try {
        await deleteOldCopy(home, (path) => shell.trashItem(path));
      } catch (cause) {
        const { message } = AppError.from(cause);
        const where = oldCopyOf(home)?.folder ?? 'the old folder';
        throw new AppError(
          'folderNotWritable',
          `the copy in ${where} could not be moved to the trash (${message}); delete it by hand`,
          { cause },
        );
      }
      return describe();
    },
  };
}
