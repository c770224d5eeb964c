import type { MenuItemConstructorOptions } from 'electron';
import type { MenuOptions } from './menu-actions.ts';
import type { MenuState } from './menu-state.ts';
import { separator } from './separator.ts';

/** Where to read more, and what a bug report needs. */
export function helpMenu({ system, actions }: MenuOptions, state: MenuState): MenuItemConstructorOptions {
  return {
    role: 'help',
    submenu: [
      { id: 'guide', label: 'Guide', enabled: state.isOpen, click: () => actions.show('/guide') },
      { label: 'Lambdascope on the Web', click: () => actions.openHomepage() },
      separator,
      { label: 'Show Logs', click: () => actions.showLogs() },
      { label: 'Show Data Folder', click: () => actions.showDataFolder() },
      {
        ...{ id: 'crashDumps', label: 'Show Crash Dumps', visible: state.hasCrashDumps },
        click: () => actions.showCrashDumps(),
      },
      { label: 'Copy Diagnostics', click: () => actions.copyDiagnostics() },
      separator,
      { label: 'Check for Updates…', click: () => actions.checkForUpdates() },
      { label: 'Licences', click: () => actions.showLicences() },
      // macOS has this entry in the app menu.
      ...(system === 'darwin' ? [] : [{ label: 'About Lambdascope', click: () => actions.showAbout() }]),
    ],
  };
}
