import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, net, powerMonitor, protocol, session, shell } from 'electron';
import { AppError, createDesktopDispatcher, desktopCommands, report, type Dispatch } from '#api';
import { describeDefect, endOnDefect, type Lambdascope, openLambdascope, openLog } from '#app';
import { homepage } from '../../package.json';
import { createDesktopHandlers } from './desktop-handlers.ts';
import { tellPages, windowOrNull, type Desktop } from './desktop.ts';
import { dataFolderFromArguments, prepareDataFolder } from './start/data-folder.ts';
import { writeExportFile } from './page/export-file.ts';
import { serveIpc } from './page/ipc.ts';
import { setApplicationMenu } from './menu/menu.ts';
import { pageAddress, scheme } from './page/page-address.ts';
import { createFileResponder } from './page/protocol.ts';
import { confirmQuit } from './quitting/quit-question.ts';
import { createQuitting, type Quitting } from './quitting/quitting.ts';
import { attachPower } from './power/power.ts';
import { reportLaunch } from './start/report-launch.ts';
import { isProjectLink, lockNavigation, lockSession } from './page/security.ts';
import { createUtilityLauncher } from './trainers/utility-launcher.ts';
import { openSettings, settingsFileName } from './settings/desktop-settings.ts';
import { focusWindow, openWindow } from './window/window.ts';

// Everything of the desktop is put together here. The order matters: privileges, sandbox and data folder before
// the app is ready; the single-instance lock before the database is opened.
const here = import.meta.dirname; // out/main
const page = pageAddress(app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL);
const isAllowedOutside = (url: string): boolean => isProjectLink(url, homepage);

protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
app.enableSandbox();
// A terminal that is gone is no reason to die.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
start().catch(failToStart);

async function start(): Promise<void> {
  const dataDir = dataFolderFromArguments(process.argv) ?? app.getPath('userData');
  app.setPath('userData', prepareDataFolder(dataDir));
  const settings = openSettings(join(dataDir, settingsFileName));
  if (!settings.atStart.hardwareAcceleration) app.disableHardwareAcceleration();
  const log = openLog({ dataDir, host: 'desktop' });
  let opened: Lambdascope | null = null;
  endOnDefect({
    log,
    say: (message) => process.stderr.write(`error: ${message}\n`),
    close: () => opened?.close() ?? Promise.resolve(),
    end(message) {
      dialog.showErrorBox('Lambdascope has to close', message);
      app.exit(1);
    },
  });
  const openOutside = (url: string): void =>
    report(shell.openExternal(url), (thrown) => log.write('warning', describeDefect(thrown)));
  if (!app.requestSingleInstanceLock()) {
    reportLaunch('handedOver');
    app.quit(); // the running one shows itself
    return;
  }
  app.on('second-instance', focusWindow);
  lockNavigation(app, openOutside, page.isOurs, isAllowedOutside);
  await app.whenReady();
  lockSession(session.defaultSession, page.isOurs);
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) =>
    log.write('error', `the window's process is gone: ${reason} (exit code ${exitCode})`),
  );
  const lambdascope = await openLambdascope({
    log,
    dataDir,
    host: 'desktop',
    launcher: createUtilityLauncher(join(here, 'trainer.js')),
    storageEntry: join(here, 'storage.js'),
    appVersion: app.getVersion(),
    exclusive: true,
  });
  opened = lambdascope;
  const quitting = askBeforeQuitting(lambdascope);
  const desktop: Desktop = {
    log,
    settings,
    dataDir,
    window: windowOrNull,
    show(route) {
      const window = windowOrNull() ?? openPage();
      focusWindow();
      if (route !== undefined) window.loadURL(`${page.url}#${route}`).catch(() => undefined);
    },
    restart: () => quitting.quitBy(restart),
    tell: tellPages,
  };
  settings.onChange((changed) => desktop.tell({ kind: 'desktopSettingsChanged', settings: changed }));
  attachPower(desktop, lambdascope);
  connectPage(lambdascope, dispatchTo(lambdascope, desktop));

  const isMac = process.platform === 'darwin';
  const openPage = (): BrowserWindow => {
    const window = openWindow(page.url, join(here, '../preload/index.cjs'));
    window.once('show', () => reportLaunch('window'));
    window.on('session-end', quitting.quitUnasked);
    window.on('close', (event) => {
      // On macOS the app, and what it trains, outlives its windows.
      if (!isMac && BrowserWindow.getAllWindows().length === 1) quitting.beforeLastWindowCloses(event);
    });
    return window;
  };
  setApplicationMenu({
    isMac,
    isDevelopment: !app.isPackaged,
    homepage,
    openExternal: openOutside,
    navigate: desktop.show,
  });
  app.on('window-all-closed', () => {
    if (!isMac) app.quit();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openPage();
  });
  openPage();
}

/** The desktop's own commands go to the desktop, all others to the app. */
function dispatchTo(lambdascope: Lambdascope, desktop: Desktop): Dispatch {
  const own = createDesktopDispatcher(createDesktopHandlers(desktop), (thrown) =>
    desktop.log.write('error', describeDefect(thrown)),
  );
  return (name, input) => (Object.hasOwn(desktopCommands, name) ? own : lambdascope.dispatch)(name, input);
}

function connectPage(lambdascope: Lambdascope, dispatch: Dispatch): void {
  const fetchFile = (url: string): Promise<Response> =>
    net.fetch(url, { bypassCustomProtocolHandlers: true });
  protocol.handle(scheme, createFileResponder(join(here, '../renderer'), page.isOurs, fetchFile));
  serveIpc({
    app: { dispatch, onEvent: lambdascope.onEvent },
    ipcMain,
    isOurs: page.isOurs,
    pages: () => BrowserWindow.getAllWindows().map((window) => window.webContents),
    async saveExport(sender, ticket, fileName) {
      const window = BrowserWindow.fromWebContents(sender);
      const defaultPath = join(app.getPath('downloads'), fileName.replace(/[/\\]/g, '_'));
      const options = { defaultPath, filters: [{ name: 'CSV', extensions: ['csv'] }] };
      const { filePath } = await (window
        ? dialog.showSaveDialog(window, options)
        : dialog.showSaveDialog(options));
      if (!filePath) return false;
      await writeExportFile(filePath, lambdascope.takeExport(ticket).chunks);
      return true;
    },
  });
}

function askBeforeQuitting(lambdascope: Lambdascope): Quitting {
  const report = (thrown: unknown): void => dialog.showErrorBox('Lambdascope', AppError.from(thrown).message);
  const quitting = createQuitting({
    confirm: async (signal) => confirmQuit(await lambdascope.handlers.getActivity({}), signal),
    close() {
      for (const window of BrowserWindow.getAllWindows()) window.hide();
      return lambdascope.close().catch(report);
    },
    quit: () => app.quit(),
  });
  app.on('before-quit', quitting.beforeQuit);
  powerMonitor.on('shutdown', quitting.quitUnasked);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quitting.quitUnasked);
  return quitting;
}

function restart(): void {
  // An AppImage's binary lies in a mount that goes away with the process; the image itself stays.
  app.relaunch(
    process.env.APPIMAGE === undefined ? {} : { execPath: process.env.APPIMAGE, args: process.argv.slice(1) },
  );
  app.quit();
}

function failToStart(thrown: unknown): void {
  dialog.showErrorBox('Lambdascope cannot start', AppError.from(thrown).message);
  reportLaunch('told');
  app.exit(1);
}
