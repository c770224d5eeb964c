import type { MenuItemConstructorOptions } from 'electron';
import { expect, it, vi } from 'vitest';
import { menuTemplate } from './menu.ts';

vi.mock('electron', () => ({ Menu: {} }));

const navigated: string[] = [];
const opened: string[] = [];
const options = {
  isDevelopment: false,
  homepage: 'https://example.com/project',
  navigate: (route: string) => void navigated.push(route),
  openExternal: (url: string) => void opened.push(url),
};

const items = (template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);

it.each([true, false])('leads to every screen and to the licence (macOS: %s)', (isMac) => {
  navigated.length = opened.length = 0;
  for (const item of items(menuTemplate({ ...options, isMac }))) {
    item.click?.({} as never, undefined, {});
  }
  expect(navigated.toSorted()).toEqual(['/compare', '/runs', '/runs/new', '/settings']);
  expect(opened).toEqual(['https://example.com/project', 'https://example.com/project/blob/main/LICENSE']);
});

it('gives no key to two things', () => {
  const keys = items(menuTemplate({ ...options, isMac: false })).flatMap(
    ({ accelerator }) => accelerator ?? [],
  );
  expect(new Set(keys).size).toBe(keys.length);
});

it('has developer tools while developing only', () => {
  const roles = (isDevelopment: boolean): unknown[] =>
    items(menuTemplate({ ...options, isMac: false, isDevelopment })).map(({ role }) => role);
  expect(roles(true)).toContain('toggleDevTools');
  expect(roles(false)).not.toContain('toggleDevTools');
});
