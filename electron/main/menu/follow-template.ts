import type { Menu, MenuItemConstructorOptions } from 'electron';

/** Gives the entries of a menu that stands the state of `template`, which it was built from: a menu built anew would close. */
export function followTemplate(
  menu: Pick<Menu, 'getMenuItemById'>,
  template: readonly MenuItemConstructorOptions[],
): void {
  for (const { id, enabled = true, visible = true, checked, submenu } of template) {
    if (Array.isArray(submenu)) followTemplate(menu, submenu);
    const item = id === undefined ? null : menu.getMenuItemById(id);
    if (item === null) continue;
    if (item.enabled !== enabled) item.enabled = enabled;
    if (item.visible !== visible) item.visible = visible;
    // Of a radio item Electron takes any value for true, and unchecks the others of its group.
    if (checked === true && !item.checked) item.checked = true;
  }
}
