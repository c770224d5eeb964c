import { existsSync } from 'node:fs';
import { app, shell } from 'electron';
import { AppError, report, type DesktopHandlers, type Start, type StartAction } from '#api';
import { actOnFolder, folderActions } from '../data-folder/folder-at-start.ts';
import type { Desktop } from '../desktop.ts';

type StartedDesktop = Pick<Desktop, 'dataDir' | 'folder' | 'history' | 'log'>;

/** What the start page shows now. */
export function describeStart(desktop: StartedDesktop): Start {
  const { dataDir, history, log } = desktop;
  const { state } = history;
  const actions: StartAction[] = [];
  if (state.kind === 'failed') actions.push('tryAgain');
  actions.push(...folderActions(desktop));
  if (state.kind === 'failed' && existsSync(log.file)) actions.push('showLog');
  if (state.kind !== 'opened') actions.push('quit');
  return { state, actions, dataDir };
}

export function createStartHandlers(
  desktop: StartedDesktop,
): Pick<DesktopHandlers, 'getStart' | 'actOnStart'> {
  const act: Readonly<Record<StartAction, () => void>> = {
    ...actOnFolder(desktop),
    tryAgain: () => report(desktop.history.open()),
    showLog: () => shell.showItemInFolder(desktop.log.file),
    quit: () => app.quit(),
  };
  return {
    getStart: () => describeStart(desktop),
    actOnStart({ action }) {
      if (!describeStart(desktop).actions.includes(action))
        throw new AppError('conflict', `${action} is not available at this point of the start`);
      act[action]();
      return describeStart(desktop);
    },
  };
}
