import { app, dialog, type BrowserWindow } from 'electron';
import { AppError, report, type DesktopHandlers } from '#api';
import { author, homepage } from '../../../package.json';
import { showContextMenus } from '../context-menu/context-menu.ts';
import type { Desktop } from '../desktop.ts';
import { aboutPanel } from '../diagnostics/about.ts';
import { crashDumpsIn } from '../diagnostics/crash-dumps.ts';
import { gatherDiagnostics } from '../diagnostics/gather.ts';
import { createHelpActions } from '../diagnostics/help-actions.ts';
import { goBack, goForward, travelByGestures } from '../navigation/travel.ts';
import { zoomPage } from '../zoom/zoom.ts';
import { licencesFile } from './licences-file.ts';
import { askForTables } from '../system/ask-for-tables.ts';
import { recentMenu } from '../system/recent-menu.ts';
import { setApplicationMenu } from './menu.ts';
import { followPage, waysOf } from './follow-page.ts';

export interface MenuSurroundings {
  readonly desktop: Desktop;
  /** Whether a link may be opened in the user's browser. */
  readonly isOutside: (url: string) => boolean;
  readonly openOutside: (url: string) => void;
  /** The folder of the built main files. */
  readonly mainFolder: string;
  /** Checks for a newer version, and shows the result on the page. */
  readonly checkForUpdates: () => void;
}

/** The application menu and the page's menus, connected to everything they control and depend on. */
export interface Menus {
  readonly handlers: Pick<DesktopHandlers, 'copyDiagnostics' | 'offerScreen'>;
  /** Connects a newly opened window. */
  onWindow(window: BrowserWindow): void;
  /** Call when entries from other parts were added or removed. */
  rebuild(): void;
  /** Shows a screen, such as `/runs/new`, whether or not a page is already open. */
  show(route: string): void;
}

/** Call it when the app is ready. */
export function attachMenus(surroundings: MenuSurroundings): Menus {
  const { desktop, isOutside, openOutside, mainFolder, checkForUpdates } = surroundings;
  const system = process.platform;
  const help = createHelpActions({
    ...{ desktop, homepage, openOutside, fail, licences: licencesFile(mainFolder) },
    gather: () => gatherDiagnostics(desktop),
  });
  let answers = false;
  app.setAboutPanelOptions(
    aboutPanel({ system, version: app.getVersion(), versions: process.versions, author, homepage }),
  );
  // A responding page changes screens by itself; reloading it would lose what was typed.
  function show(route: string): void {
    if (!answers) return desktop.show(route);
    desktop.show();
    desktop.send({ kind: 'screenAsked', route });
  }
  const zoom = (window: BrowserWindow | null, to: 'in' | 'out' | number): void => {
    if (window !== null) menu.update({ zoomFactor: zoomPage(window.webContents, to) });
  };
  const forgetRecent = (): void => {
    desktop.recent.clear();
    app.clearRecentDocuments(); // the system's own list, where it has one
  };
  const menu = setApplicationMenu({
    system,
    isDevelopment: !app.isPackaged,
    actions: {
      ...help,
      copyDiagnostics: () => report(help.copyDiagnostics(), fail),
      checkForUpdates() {
        desktop.show();
        checkForUpdates();
      },
      importData: () => report(askForTables(desktop), fail),
      show,
      choose: (entry) => desktop.send({ kind: 'entryChosen', entry }),
      goBack: () => goBack(desktop.window()),
      goForward: () => goForward(desktop.window()),
      reload: () => desktop.window()?.webContents.reload(),
      zoom: (to) => zoom(desktop.window(), to),
    },
    recent: () => recentMenu(desktop.recent.list(), desktop.tables.offer, forgetRecent),
  });
  desktop.recent.onChange(menu.rebuild);

  return {
    handlers: {
      offerScreen(screen) {
        answers = true;
        const hasCrashDumps = crashDumpsIn(app.getPath('crashDumps')).length > 0;
        const window = desktop.window();
        // The start page has meanwhile navigated to the history, which no event reports.
        menu.update({ isOpen: true, screen, hasCrashDumps, ...(window ? waysOf(window.webContents) : {}) });
        return null;
      },
      async copyDiagnostics() {
        await help.copyDiagnostics();
        return null;
      },
    },
    onWindow(window) {
      const { webContents: contents } = window;
      followPage(contents, (state) => {
        if (state.screen === null) answers = false;
        menu.update(state);
      });
      contents.on('zoom-changed', (_event, direction) => zoom(window, direction));
      travelByGestures(window, system);
      showContextMenus(window, { isOutside, openOutside }, fail);
    },
    rebuild: () => menu.rebuild(),
    show,
  };
}

function fail(thrown: unknown): void {
  dialog.showErrorBox('Lambdascope', AppError.from(thrown).message);
}
