import type { MenuItemConstructorOptions } from 'electron';

/** A line between the entries of a menu. */
export const separator: MenuItemConstructorOptions = { type: 'separator' };
