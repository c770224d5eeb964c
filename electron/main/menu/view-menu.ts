import type { MenuItemConstructorOptions } from 'electron';
import { menuKeys } from '#api';
import { nearestFactor, zoomFactors } from '../zoom/zoom-factors.ts';
import { accelerator } from './accelerator.ts';
import type { MenuOptions } from './menu-actions.ts';
import type { MenuState } from './menu-state.ts';
import { separator } from './separator.ts';

type Item = MenuItemConstructorOptions;

/** Screens, back and forward, zoom, and developer tools. */
export function viewMenu(options: MenuOptions, state: MenuState): Item {
  const { system, isDevelopment, actions } = options;
  const keys = menuKeys(system === 'darwin');
  const screen = (id: 'runs' | 'compare' | 'sweeps' | 'data', label: string): Item => ({
    ...{ id, label, accelerator: accelerator(keys[id]), enabled: state.isOpen },
    click: () => actions.show(`/${id}`),
  });
  const isThere = state.screen !== null;
  return {
    label: '&View',
    submenu: [
      screen('runs', 'Runs'),
      screen('compare', 'Compare'),
      screen('sweeps', 'Sweeps'),
      screen('data', 'Data'),
      separator,
      {
        ...{ id: 'back', label: 'Back', accelerator: accelerator(keys.back) },
        enabled: isThere && state.canGoBack,
        click: () => actions.goBack(),
      },
      {
        ...{ id: 'forward', label: 'Forward', accelerator: accelerator(keys.forward) },
        enabled: isThere && state.canGoForward,
        click: () => actions.goForward(),
      },
      separator,
      // Works even after the page's process died: it brings the page back.
      {
        ...{ id: 'reload', label: 'Reload', accelerator: accelerator(keys.reload), enabled: state.isOpen },
        click: () => actions.reload(),
      },
      separator,
      ...zoomItems(options, state),
      separator,
      { role: 'togglefullscreen' },
      ...(isDevelopment ? [{ role: 'toggleDevTools' as const }] : []),
    ],
  };
}

function zoomItems({ system, actions }: MenuOptions, { screen, zoomFactor }: MenuState): Item[] {
  const keys = menuKeys(system === 'darwin');
  const enabled = screen !== null;
  const now = nearestFactor(zoomFactor);
  const zoomIn = { enabled: enabled && now < zoomFactors.at(-1)!, click: () => actions.zoom('in') };
  const zoomOut = { enabled: enabled && now > zoomFactors[0], click: () => actions.zoom('out') };
  const actualSize = { enabled: enabled && now !== 1, click: () => actions.zoom(1) };
  /** The same action under a second shortcut, which the menu does not show. */
  const also = (id: string, key: string, item: Item): Item => ({
    ...{ id, label: id, accelerator: `CmdOrCtrl+${key}`, visible: false },
    ...item,
  });
  return [
    { id: 'actualSize', label: 'Actual Size', accelerator: accelerator(keys.actualSize), ...actualSize },
    { id: 'zoomIn', label: 'Zoom In', accelerator: accelerator(keys.zoomIn), ...zoomIn },
    { id: 'zoomOut', label: 'Zoom Out', accelerator: accelerator(keys.zoomOut), ...zoomOut },
    // + without Shift, on layouts where + has no key of its own; then the number pad's keys.
    also('zoomInByEqual', '=', zoomIn),
    also('zoomInByPad', 'numadd', zoomIn),
    also('zoomOutByPad', 'numsub', zoomOut),
    also('actualSizeByPad', 'num0', actualSize),
    {
      label: 'Zoom to',
      submenu: zoomFactors.map((factor) => ({
        ...{ id: `zoom${factor}`, type: 'radio' as const, label: `${Math.round(factor * 100)} %` },
        ...{ enabled, checked: factor === now },
        click: () => actions.zoom(factor),
      })),
    },
  ];
}
