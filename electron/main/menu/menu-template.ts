import type { MenuItemConstructorOptions } from 'electron';
import { menuKeys, type ExportTable, type PageEntry } from '#api';
import { accelerator } from './accelerator.ts';
import { helpMenu } from './help-menu.ts';
import type { MenuOptions } from './menu-actions.ts';
import type { MenuState } from './menu-state.ts';
import { separator } from './separator.ts';
import { viewMenu } from './view-menu.ts';

type Item = MenuItemConstructorOptions;

/**
 * The application menu as data, in each system's usual order. Entries that depend on the state have an id, so that an existing menu can be
 * updated.
 */
export function menuTemplate(options: MenuOptions, state: MenuState): Item[] {
  const isMac = options.system === 'darwin';
  return [
    ...(isMac ? [appMenu(options, state)] : []),
    fileMenu(options, state),
    editMenu(options, state),
    viewMenu(options, state),
    // Electron's own role for Windows and Linux includes an entry that does nothing there.
    isMac ? { role: 'windowMenu' } : { label: '&Window', submenu: [{ role: 'minimize' }, { role: 'close' }] },
    helpMenu(options, state),
  ];
}

function appMenu(options: MenuOptions, state: MenuState): Item {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      settingsItem(options, state),
      separator,
      { role: 'services' },
      separator,
      ...(['hide', 'hideOthers', 'unhide'] as const).map((role) => ({ role })),
      separator,
      { role: 'quit' },
    ],
  };
}

function settingsItem({ system, actions }: MenuOptions, { isOpen }: MenuState): Item {
  const { settings } = menuKeys(system === 'darwin');
  return {
    id: 'settings',
    label: 'Settings…',
    accelerator: accelerator(settings),
    enabled: isOpen,
    click: () => actions.show('/settings'),
  };
}

function fileMenu(options: MenuOptions, state: MenuState): Item {
  const { system, actions } = options;
  const isMac = system === 'darwin';
  const keys = menuKeys(isMac);
  const ofHistory = (id: string, label: string, key: string, click: () => void): Item => ({
    ...{ id, label, click, accelerator: accelerator(key), enabled: state.isOpen },
  });
  const exportItem = (table: ExportTable, entry: PageEntry, label: string): Item => ({
    id: entry,
    label,
    enabled: state.screen?.exports.includes(table) ?? false,
    click: () => actions.choose(entry),
    ...(table === 'runs' ? { accelerator: accelerator(keys.exportRuns) } : {}),
  });
  return {
    label: '&File',
    submenu: [
      ofHistory('newRun', 'New Run', keys.newRun, () => actions.show('/runs/new')),
      ofHistory('newSweep', 'New Sweep', keys.newSweep, () => actions.show('/sweeps/new')),
      separator,
      ofHistory('importData', 'Import Data…', keys.importData, () => actions.importData()),
      recentItem(options),
      separator,
      exportItem('runs', 'exportRuns', 'Export Runs as CSV…'),
      exportItem('epochs', 'exportEpochs', 'Export Epochs as CSV…'),
      separator,
      ...(isMac ? [] : [settingsItem(options, state), separator]),
      { role: isMac ? 'close' : 'quit' },
    ],
  };
}

function recentItem({ system, recent }: MenuOptions): Item {
  if (system === 'darwin') return { role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] };
  const submenu = [...recent()];
  return { label: 'Open Recent', submenu, enabled: submenu.length > 0 };
}

const macTextMenus: readonly Item[] = [
  separator,
  {
    label: 'Substitutions',
    submenu: [
      { role: 'showSubstitutions' },
      separator,
      ...(['toggleSmartQuotes', 'toggleSmartDashes', 'toggleTextReplacement'] as const).map((role) => ({
        role,
      })),
    ],
  },
  { label: 'Speech', submenu: [{ role: 'startSpeaking' }, { role: 'stopSpeaking' }] },
];

function editMenu({ system, actions }: MenuOptions, { screen }: MenuState): Item {
  const isMac = system === 'darwin';
  const keys = menuKeys(isMac);
  const finding = (entry: PageEntry, label: string, key: string): Item => ({
    ...{ id: entry, label, accelerator: accelerator(key), enabled: screen !== null },
    click: () => actions.choose(entry),
  });
  return {
    label: '&Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'pasteAndMatchStyle' },
      { role: 'delete' },
      { role: 'selectAll' },
      separator,
      finding('find', 'Find…', keys.find),
      finding('findNext', 'Find Next', keys.findNext),
      finding('findPrevious', 'Find Previous', keys.findPrevious),
      ...(isMac ? macTextMenus : []),
    ],
  };
}
