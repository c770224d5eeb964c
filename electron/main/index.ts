import { join } from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, protocol, session, shell, type Event } from 'electron';
import { AppError, createDesktopDispatcher, desktopCommands, report, type Dispatch } from '#api';
import { describeDefect, endOnDefect, openLambdascope, type Lambdascope } from '#app';
import { homepage } from '../../package.json';
import { appId } from '../app-id.ts';
import { resumeRuns } from './data-folder/resume-runs.ts';
import { watchChildProcesses } from './crashes/child-processes.ts';
import { createDesktopHandlers } from './desktop-handlers.ts';
import { sendToPages, windowOrNull, type Desktop } from './desktop.ts';
import { attachMenus, type Menus } from './menu/attach-menu.ts';
import { connectPage } from './page/connect-page.ts';
import { handleDownloads } from './page/downloads.ts';
import { pageAddress, scheme } from './page/page-address.ts';
import { createPageNotice } from './page/page-notice.ts';
import { watchPage } from './page/watch-page.ts';
import { openPower } from './power/power.ts';
import { isProjectLink, lockNavigation, lockSession } from './page/security.ts';
import { createDesktopQueue } from './queue/desktop-queue.ts';
import { askBeforeQuitting } from './quitting/ask-before-quitting.ts';
import { createHistory } from './start/history.ts';
import { openHome } from './start/open-home.ts';
import { relaunch } from './start/relaunch.ts';
import { reportLaunch } from './start/report-launch.ts';
import { sandboxWarning } from './start/sandbox.ts';
import { describeStart } from './start/start-handlers.ts';
import { announceTraining } from './system/announce.ts';
import { openRecentFiles } from './system/recent-files.ts';
import { receiveLinks } from './system/receive-links.ts';
import { receiveTables } from './system/receive-tables.ts';
import { createUtilityLauncher } from './trainers/utility-launcher.ts';
import { attachUpdates, type AttachedUpdates } from './updates/attach-updates.ts';
import { createAppWindow } from './window/app-window.ts';
import { followTheme } from './window/follow-theme.ts';
import { checkSpelling } from './window/spelling.ts';

// The desktop is assembled here. The order matters: privileges, sandbox and data folder before the app is ready; the single-instance lock
// before the database is opened; the window before anything that takes time.
const here = import.meta.dirname; // out/main
const isMac = process.platform === 'darwin';
const page = pageAddress(app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL);

protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
const withoutSandbox = sandboxWarning(process.argv, process.env);
if (withoutSandbox === null) app.enableSandbox();
if (process.platform === 'win32') app.setAppUserModelId(appId);
// Losing the terminal is no reason to exit.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
start().catch(failToStart);

async function start(): Promise<void> {
  const storageEntry = join(here, 'storage.js');
  const { folder, settings, settingsFile, log } = openHome(storageEntry);
  if (withoutSandbox !== null) log.write('warning', withoutSandbox);
  const openOutside = (url: string): void =>
    report(shell.openExternal(url), (thrown) => log.write('warning', describeDefect(thrown)));
  const history = createHistory({
    open: async (signal, onStep) =>
      openLambdascope({
        ...{ signal, onStep, dataDir: await folder.arrive(signal, onStep) },
        ...{ log, host: 'desktop', appVersion: app.getVersion() },
        held: await power.heldAtStart(),
        queue: await queue.atStart(),
        launcher: createUtilityLauncher(join(here, 'trainer.js')),
        storageEntry,
      }),
    onOpen(lambdascope) {
      attach(desktop, lambdascope);
      report(theme.readOf(lambdascope), (thrown) => log.write('warning', describeDefect(thrown)));
    },
    onState(state) {
      if (state.kind === 'failed') process.stderr.write(`error: ${state.error.message}\n`);
      desktop.send({ kind: 'startChanged', start: describeStart(desktop) });
      if (state.kind === 'opened') window.load();
    },
  });
  endOnDefect({
    log,
    say: (message) => process.stderr.write(`error: ${message}\n`),
    close: history.close,
    end(message) {
      dialog.showErrorBox('Lambdascope has to close', message);
      app.exit(1);
    },
  });
  const tables = receiveTables();
  const links = receiveLinks();
  if (!app.requestSingleInstanceLock()) {
    reportLaunch('handedOver');
    app.quit(); // the running instance shows itself
    return;
  }
  const isOutside = (url: string): boolean => isProjectLink(url, homepage);
  lockNavigation(app, openOutside, page.isOurs, isOutside);
  await app.whenReady();

  lockSession(session.defaultSession, page.isOurs);
  const power = openPower(settings);
  const queue = createDesktopQueue(folder.home);
  handleDownloads(session.defaultSession, page.isOurs, (fileName) =>
    desktop.send({ kind: 'fileNotSaved', fileName }),
  );
  checkSpelling(session.defaultSession, settings.atStart.checkSpelling);
  const quitting = askBeforeQuitting(history, () => updates.installOnQuit());
  const theme = followTheme(settingsFile, nativeTheme);
  history.onEvent(theme.onEvent);
  const notice = createPageNotice();
  const window = createAppWindow({
    page,
    preload: join(here, '../preload/index.cjs'),
    checksSpelling: settings.atStart.checkSpelling,
    isOpen: () => history.state.kind === 'opened',
    onWindow(opened) {
      menus.onWindow(opened);
      opened.once('show', () => reportLaunch('window'));
      watchPage(opened, {
        quit: () => app.quit(),
        log: (line) => log.write('error', line),
        leaveNotice: notice.leave,
      });
      opened.on('session-end', quitting.leaveNow);
      opened.on('close', (event: Event) => {
        // On macOS the app, with whatever it is training, outlives its windows.
        if (!isMac && BrowserWindow.getAllWindows().length === 1) quitting.beforeLastWindowCloses(event);
      });
    },
  });
  const desktop: Desktop = {
    ...{ log, settings, folder, history, power, tables, notice, queue },
    get dataDir() {
      return folder.current;
    },
    recent: openRecentFiles(join(folder.home, 'recent-files.json')),
    window: windowOrNull,
    show: window.show,
    restart: (options) => quitting.quitBy(relaunch, options),
    send: sendToPages,
  };
  watchChildProcesses(desktop);
  const updates = attachUpdates({
    ...{ desktop, quitBy: quitting.quitBy },
    openReleases: () => openOutside(`${homepage}/releases/latest`),
  });
  const menus = attachMenus({
    ...{ desktop, openOutside, isOutside, mainFolder: here },
    checkForUpdates: () => report(updates.check(true)),
  });
  connectPage({
    ...{ page, history, offered: tables.behind },
    rendererDir: join(here, '../renderer'),
    dispatch: dispatchOf(desktop, menus, updates),
  });
  settings.onChange((changed) => desktop.send({ kind: 'desktopSettingsChanged', settings: changed }));
  app.on('second-instance', () => quitting.endBy(relaunch) || desktop.show());
  app.on('activate', () => desktop.show());
  app.on('window-all-closed', () => {
    if (!isMac) app.quit();
  });
  tables.onOffer(() => {
    desktop.show();
    desktop.send({ kind: 'tablesOffered' });
  });
  links.onLink((asked) => {
    if ('route' in asked) return menus.show(asked.route);
    notice.leave(asked.refusal);
    desktop.show();
    desktop.send({ kind: 'noticeLeft' });
  });
  desktop.show();
  await history.open();
}

/** Connects the parts that need an open history, before the page shows it. */
function attach(desktop: Desktop, lambdascope: Lambdascope): void {
  desktop.power.attach(lambdascope);
  resumeRuns(desktop, lambdascope);
  announceTraining(desktop, lambdascope);
}

/** Routes the desktop's own commands to the desktop, and all others to the history. */
function dispatchOf(desktop: Desktop, menus: Menus, updates: AttachedUpdates): Dispatch {
  const own = createDesktopDispatcher(createDesktopHandlers(desktop, menus, updates), (thrown) =>
    desktop.log.write('error', describeDefect(thrown)),
  );
  return (name, input) =>
    (Object.hasOwn(desktopCommands, name) ? own : desktop.history.dispatch)(name, input);
}

/** For failures before there is a window to show them in. */
function failToStart(thrown: unknown): void {
  dialog.showErrorBox('Lambdascope cannot start', AppError.from(thrown).message);
  reportLaunch('told');
  app.exit(1);
}
