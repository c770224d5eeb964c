import type { MenuItemConstructorOptions } from 'electron';
import { expect, it } from 'vitest';
import { followTemplate } from './follow-template.ts';

interface Item {
  enabled: boolean;
  visible: boolean;
  checked: boolean;
}

/** Menu items that behave as in Electron: setting `checked` of a radio item to any value checks it and unchecks the others. */
function menuOf(ids: readonly string[]): { items: Record<string, Item>; getMenuItemById(id: string): never } {
  const checked = new Set<string>();
  const entries = ids.map((id) => [
    id,
    {
      enabled: true,
      visible: true,
      get checked() {
        return checked.has(id);
      },
      set checked(_value: boolean) {
        checked.clear();
        checked.add(id);
      },
    },
  ]);
  const items = Object.fromEntries(entries) as Record<string, Item>;
  return { items, getMenuItemById: (id) => (items[id] ?? null) as never };
}

const radio = (id: string, checked: boolean): MenuItemConstructorOptions => ({ id, type: 'radio', checked });

it('follows what is enabled, visible and checked, in submenus too', () => {
  const menu = menuOf(['back', 'dumps', 'small', 'large']);
  const template = (large: boolean): MenuItemConstructorOptions[] => [
    { id: 'back', enabled: false },
    {
      label: 'More',
      submenu: [{ id: 'dumps', visible: false }, radio('small', !large), radio('large', large)],
    },
    { id: 'elsewhere', enabled: false },
  ];
  followTemplate(menu, template(true));
  expect(menu.items['back']!.enabled).toBe(false);
  expect(menu.items['dumps']!.visible).toBe(false);
  expect([menu.items['small']!.checked, menu.items['large']!.checked]).toEqual([false, true]);
  followTemplate(menu, template(false));
  expect([menu.items['small']!.checked, menu.items['large']!.checked]).toEqual([true, false]);
  followTemplate(menu, [{ id: 'back' }]);
  expect(menu.items['back']!.enabled).toBe(true);
});
