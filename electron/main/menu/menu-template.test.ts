import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import type { MenuActions } from './menu-actions.ts';
import { firstState, type MenuState } from './menu-state.ts';
import { menuTemplate } from './menu-template.ts';

const systems = ['darwin', 'win32', 'linux'] as const;
const open: MenuState = {
  isOpen: true,
  screen: { exports: [] },
  ...{ canGoBack: true, canGoForward: false, zoomFactor: 1, hasCrashDumps: false },
};

function build(
  system: NodeJS.Platform,
  state: Partial<MenuState> = {},
  more: { isDevelopment?: boolean; recent?: MenuItemConstructorOptions[] } = {},
) {
  const done: unknown[][] = [];
  const actions = new Proxy({} as MenuActions, {
    get:
      (_target, name) =>
      (...given: unknown[]) =>
        void done.push([name, ...given]),
  });
  const { isDevelopment = false, recent = [] } = more;
  const template = menuTemplate(
    { system, isDevelopment, actions, recent: () => recent },
    { ...open, ...state },
  );
  const items = flatten(template);
  return { template, items, done, byId: (id: string) => items.find((item) => item.id === id)! };
}

function flatten(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])]);
}

const titles = (template: readonly MenuItemConstructorOptions[]): unknown[] =>
  template.map(({ label, role }) => label ?? role);

describe.each(systems)('on %s', (system) => {
  const isMac = system === 'darwin';

  it("has the system's menus in its usual order", () => {
    const others = ['&File', '&Edit', '&View'];
    const expected = isMac ? ['appMenu', ...others, 'windowMenu', 'help'] : [...others, '&Window', 'help'];
    expect(titles(build(system).template)).toEqual(expected);
  });

  it('gives no shortcut to two entries', () => {
    const keys = build(system).items.flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('gives every entry that follows the state its own id', () => {
    const ids = build(system).items.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('runs the action that each entry names', () => {
    const { items, done } = build(system);
    for (const item of items) item.click?.({} as never, undefined, {});
    const routes = done.filter(([name]) => name === 'show').map(([, route]) => route);
    expect(routes.toSorted()).toEqual([
      ...['/compare', '/data', '/guide', '/runs', '/runs/new', '/settings', '/sweeps', '/sweeps/new'],
    ]);
    expect(done).toContainEqual(['choose', 'exportEpochs']);
    expect(done).toContainEqual(['zoom', 1.1]);
    expect(done).toContainEqual(['copyDiagnostics']);
  });

  it('offers nothing that needs the history while it is being opened', () => {
    const { items } = build(system, firstState);
    const enabled = items.filter(({ enabled = true, click }) => enabled && click).map(({ label }) => label);
    expect(enabled).toEqual([
      ...[
        'Lambdascope on the Web',
        'Show Logs',
        'Show Data Folder',
        'Show Crash Dumps',
        'Copy Diagnostics',
        'Check for Updates…',
        'Licences',
      ],
      ...(isMac ? [] : ['About Lambdascope']),
    ]);
  });

  it('keeps the ways to bring the page back when its process died', () => {
    const { items } = build(system, { screen: null });
    const enabled = items
      .filter(({ id, enabled }) => id !== undefined && enabled === true)
      .map(({ id }) => id);
    expect(enabled.toSorted()).toEqual([
      ...[
        'compare',
        'data',
        'guide',
        'importData',
        'newRun',
        'newSweep',
        'reload',
        'runs',
        'settings',
        'sweeps',
      ],
    ]);
  });

  it('has developer tools only during development', () => {
    const roles = (isDevelopment: boolean): unknown[] =>
      build(system, {}, { isDevelopment }).items.map(({ role }) => role);
    expect(roles(true)).toContain('toggleDevTools');
    expect(roles(false)).not.toContain('toggleDevTools');
  });

  it('opens recent files, where the system has no list of its own', () => {
    const recent: MenuItemConstructorOptions[] = [{ label: 'iris.csv' }];
    const { items } = build(system, {}, { recent });
    expect(items.some(({ label }) => label === 'iris.csv')).toBe(!isMac);
    expect(items.some(({ role }) => role === 'recentDocuments')).toBe(isMac);
  });

  it('shows where it can go back, what can be exported and what crashed', () => {
    const { byId } = build(system, {
      canGoForward: true,
      screen: { exports: ['runs'] },
      hasCrashDumps: true,
    });
    expect(byId('back').enabled).toBe(true);
    expect(byId('forward').enabled).toBe(true);
    expect(byId('exportRuns').enabled).toBe(true);
    expect(byId('exportEpochs').enabled).toBe(false);
    expect(byId('crashDumps').visible).toBe(true);
    expect(build(system).byId('forward').enabled).toBe(false);
    expect(build(system).byId('crashDumps').visible).toBe(false);
  });

  it('shows the zoom of the page, and stops at the largest and the smallest', () => {
    const checked = build(system, { zoomFactor: 1.1000001 }).items.filter((item) => item.checked);
    expect(checked.map(({ label }) => label)).toEqual(['110 %']);
    const largest = build(system, { zoomFactor: 3 });
    expect([largest.byId('zoomIn').enabled, largest.byId('zoomOut').enabled]).toEqual([false, true]);
    const smallest = build(system, { zoomFactor: 0.5 });
    expect([smallest.byId('zoomIn').enabled, smallest.byId('zoomOut').enabled]).toEqual([true, false]);
    expect(build(system).byId('actualSize').enabled).toBe(false);
  });
});

it("uses each system's shortcuts", () => {
  const keysOf = (system: NodeJS.Platform): unknown[] => {
    const { byId } = build(system);
    return ['back', 'forward', 'newSweep', 'zoomIn', 'settings'].map((id) => byId(id).accelerator);
  };
  const others = ['CmdOrCtrl+Shift+N', 'CmdOrCtrl+Plus', 'CmdOrCtrl+,'];
  expect(keysOf('darwin')).toEqual(['CmdOrCtrl+[', 'CmdOrCtrl+]', ...others]);
  expect(keysOf('win32')).toEqual(['Alt+Left', 'Alt+Right', ...others]);
  expect(keysOf('linux')).toEqual(keysOf('win32'));
});

it('zooms by every + and - key', () => {
  const { items } = build('linux');
  const zooming = items.filter(({ id }) => /^zoom(In|Out)|^actualSize/.test(id ?? ''));
  expect(zooming.map(({ accelerator }) => accelerator)).toEqual(
    ['0', 'Plus', '-', '=', 'numadd', 'numsub', 'num0'].map((key) => `CmdOrCtrl+${key}`),
  );
});
