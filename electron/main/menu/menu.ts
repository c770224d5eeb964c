import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuOptions {
  readonly isMac: boolean;
  readonly isDevelopment: boolean;
  /** Shows a screen of the page. */
  readonly navigate: (route: string) => void;
  readonly openExternal: (url: string) => void;
  readonly homepage: string;
}

/** Sets the application menu: the screens, the platform's own roles, and where to read more. */
export function setApplicationMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));
}

/** The menu as data. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { isMac, isDevelopment, navigate, openExternal, homepage } = options;
  const screen = (label: string, accelerator: string, route: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => navigate(route),
  });
  const link = (label: string, url: string): MenuItemConstructorOptions => ({
    label,
    click: () => openExternal(url),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const settings = screen('Settings', 'CmdOrCtrl+,', '/settings');
  return [
    ...(isMac ? [appMenu(settings, separator)] : []),
    {
      label: '&File',
      submenu: [
        screen('New run', 'CmdOrCtrl+N', '/runs/new'),
        ...(isMac ? [] : [separator, settings]),
        separator,
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        screen('Runs', 'CmdOrCtrl+1', '/runs'),
        screen('Compare', 'CmdOrCtrl+2', '/compare'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(isDevelopment ? ([{ role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [link('Lambdascope on the web', homepage), link('Licence', `${homepage}/blob/main/LICENSE`)],
    },
  ];
}

function appMenu(
  settings: MenuItemConstructorOptions,
  separator: MenuItemConstructorOptions,
): MenuItemConstructorOptions {
  const roles = ['hide', 'hideOthers', 'unhide'] as const;
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      ...roles.map((role) => ({ role })),
      separator,
      { role: 'quit' },
    ],
  };
}
