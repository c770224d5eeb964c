import type { Menu, MenuItemConstructorOptions } from 'electron';

/** Updates the entries of an existing menu to the state of `template`, from which it was built; rebuilding the menu would close it. */
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
    // For a radio item, Electron treats any value as true, and unchecks the others of its group.
    if (checked === true && !item.checked) item.checked = true;
  }
}
