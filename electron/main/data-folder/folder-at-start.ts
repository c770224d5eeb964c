import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dialog } from 'electron';
import { AppError, report, type StartAction } from '#api';
import { databaseFileName, useFolder } from '#app';
import type { Desktop } from '../desktop.ts';
import { pickFolder } from './pick-folder.ts';

type StartedDesktop = Pick<Desktop, 'folder' | 'history'>;
type FolderAction = Extract<StartAction, 'cancelMove' | 'chooseFolder' | 'useDefaultFolder'>;

/** What the user can do about the folder while the history is not open. */
export function folderActions({ folder, history: { state } }: StartedDesktop): FolderAction[] {
  if (folder.isGiven || state.kind === 'opened') return [];
  if (folder.move.target !== null) return ['cancelMove'];
  if (state.kind !== 'failed') return [];
  return folder.current === folder.home ? ['chooseFolder'] : ['chooseFolder', 'useDefaultFolder'];
}

/** Carries out an action, then opens the resulting history. Failures are shown in a dialog. */
export function actOnFolder({ folder, history }: StartedDesktop): Readonly<Record<FolderAction, () => void>> {
  const { home, move } = folder;

  /** If the history is already being opened, that continues; otherwise, opening is retried. */
  const openIf = (isDecided: () => Promise<boolean>) => (): void =>
    report(
      isDecided().then((decided) => (decided ? history.open() : undefined)),
      (thrown) => dialog.showErrorBox('Lambdascope', AppError.from(thrown).message),
    );

  return {
    cancelMove: openIf(async () => {
      await move.cancel();
      return true;
    }),
    chooseFolder: openIf(async () => {
      const picked = await pickFolder('Choose the folder that contains the history', 'Open');
      if (picked === null || picked === folder.current) return picked !== null;
      const { kind } = await move.inspect(picked);
      if (kind === 'history') {
        useFolder(home, picked);
        return true;
      }
      throw new AppError(
        'conflict',
        `${picked} contains no history; choose a folder with ${databaseFileName} in it`,
      );
    }),
    useDefaultFolder: openIf(async () => {
      if (!(await agreesToDefault(home, folder.current))) return false;
      useFolder(home, home);
      return true;
    }),
  };
}

/** The default folder holds a different history from the missing one; the user must not mistake it for that one. */
async function agreesToDefault(home: string, missed: string): Promise<boolean> {
  const [message, button] = existsSync(join(home, databaseFileName))
    ? ['Open the copy left in the default folder?', 'Open the copy']
    : ['Start with an empty history in the default folder?', 'Start empty'];
  const { response } = await dialog.showMessageBox({
    ...{ type: 'question', title: 'Lambdascope', message },
    detail: `Runs that were recorded in ${missed} are not in it. They stay where they are.`,
    ...{ buttons: ['Cancel', button], defaultId: 0, cancelId: 0, noLink: true },
  });
  return response === 1;
}
