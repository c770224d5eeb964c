import type { MenuItemConstructorOptions } from 'electron';

/** A line between menu entries. */
export const separator: MenuItemConstructorOptions = { type: 'separator' };
