import { basename } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';

/** Menu entries for recently opened files; empty if there are none. */
export function recentMenu(
  paths: readonly string[],
  open: (path: string) => void,
  clear: () => void,
): MenuItemConstructorOptions[] {
  if (paths.length === 0) return [];
  const files = paths.map((path) => ({
    label: basename(path).replaceAll('&', '&&'), // a single & underlines a letter
    click: () => open(path),
  }));
  return [...files, { type: 'separator' }, { label: 'Clear Menu', click: clear }];
}
