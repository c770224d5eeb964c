import type * as Electron from 'electron';
import { onControl } from './control.ts';

type Template = Electron.MenuItemConstructorOptions;

/** A menu that a test can click, though nobody sees it. */
class StandInMenu {
  readonly template: readonly Template[];

  constructor(template: readonly Template[]) {
    this.template = template;
  }

  click(label: string): void {
    const item = find(this.template, label);
    if (item?.click === undefined) throw new Error(`the menu has nothing to click named ${label}`);
    item.click({} as never, undefined, {} as never);
  }
}

function find(items: readonly Template[], label: string): Template | undefined {
  for (const item of items) {
    if (item.label === label) return item;
    const below = Array.isArray(item.submenu) ? find(item.submenu, label) : undefined;
    if (below !== undefined) return below;
  }
  return undefined;
}

let applicationMenu: StandInMenu | null = null;
onControl('clickMenu', ({ label }) => applicationMenu?.click(label));

export const Menu = {
  buildFromTemplate: (template: Template[]): StandInMenu => new StandInMenu(template),
  setApplicationMenu(menu: StandInMenu | null): void {
    applicationMenu = menu;
  },
};

/** The functions that the app calls, by Electron's own parameters. */
export type MenuSurface = [
  Parameters<typeof Electron.Menu.buildFromTemplate>[0] extends Parameters<typeof Menu.buildFromTemplate>[0]
    ? true
    : never,
];
