import type * as Electron from 'electron';
import { isAccelerator } from './accelerator.ts';
import type { StandInWindow } from './browser-window.ts';
import { onControl } from './control.ts';
import { menuRoles, type Role } from './menu-roles.ts';
import type { KeyInput } from './preload-world.ts';
import type { Fits } from './surface.ts';
import { webContents } from './web-contents.ts';

type Template = Electron.MenuItemConstructorOptions;

/** Built like lib/browser/api/menu-item.ts, v45. */
export class StandInMenuItem {
  readonly id: string;
  readonly type: NonNullable<Template['type']>;
  readonly submenu: StandInMenu | undefined;
  readonly accelerator: string | undefined;
  readonly registerAccelerator: boolean;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly #role: Role | undefined;
  readonly #click: Template['click'];

  constructor(options: Template) {
    const role = menuRoles[options.role?.toLowerCase() ?? ''];
    const { submenu } = options;
    this.#role = role;
    this.submenu = Array.isArray(submenu)
      ? StandInMenu.buildFromTemplate(submenu)
      : (submenu as unknown as StandInMenu | undefined);
    this.type = options.type ?? (this.submenu ? 'submenu' : 'normal');
    if (!['normal', 'separator', 'submenu', 'checkbox', 'radio', 'header', 'palette'].includes(this.type))
      throw new Error(`Unknown menu item type: ${this.type}`);
    if (this.type === 'submenu' && this.submenu === undefined) throw new Error('Invalid submenu');
    this.id = options.id ?? '';
    this.label = options.label ?? role?.label ?? '';
    this.accelerator = options.accelerator ?? role?.accelerator;
    this.registerAccelerator = role?.registers ?? true;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.#click = options.click;
  }

  /** A role that can act does, and then the item's own click is not called (lib/browser/api/menu-item-roles.ts, v45). */
  click(event: object = {}, window?: StandInWindow | null, contents?: unknown): void {
    if (this.type === 'checkbox' || this.type === 'radio') this.checked = !this.checked;
    if (this.#actAsRole(window ?? null, contents)) return;
    this.#click?.(this as never, (window ?? undefined) as never, event as never);
  }

  #actAsRole(window: StandInWindow | null, contents: unknown): boolean {
    const role = this.#role;
    if (role?.app) role.app();
    else if (role?.window && window !== null) role.window(window);
    else if (role?.contents && contents) role.contents(contents as never);
    else return false;
    return true;
  }
}

/** The open context menu. */
let popup: { readonly menu: StandInMenu; readonly callback: () => void } | null = null;
let applicationMenu: StandInMenu | null = null;

/** Like lib/browser/api/menu.ts, v45. */
export class StandInMenu {
  readonly items: StandInMenuItem[] = [];

  append(item: StandInMenuItem): void {
    this.insert(this.items.length, item);
  }

  insert(position: number, item: StandInMenuItem): void {
    if (!(item instanceof StandInMenuItem)) throw new TypeError('Invalid item');
    if (position < 0) throw new RangeError(`Position ${position} cannot be less than 0`);
    if (position > this.items.length)
      throw new RangeError(`Position ${position} cannot be greater than the total MenuItem count`);
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): StandInMenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(options: Electron.PopupOptions = {}): void {
    if (allWindows().length === 0) throw new Error('Cannot open Menu without a BaseWindow present');
    popup = { menu: this, callback: options.callback ?? (() => undefined) };
  }

  closePopup(): void {
    if (popup?.menu !== this) return;
    const { callback } = popup;
    popup = null;
    callback();
  }

  static buildFromTemplate(template: (Template | StandInMenuItem)[]): StandInMenu {
    if (!Array.isArray(template))
      throw new TypeError('Invalid template for Menu: Menu template must be an array');
    const isValid = (item: Template | StandInMenuItem): boolean =>
      'label' in item || 'role' in item || item.type === 'separator';
    if (!template.every((item) => typeof item === 'object' && item !== null && isValid(item)))
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
    const menu = new StandInMenu();
    for (const item of withoutExtraSeparators(template))
      menu.append(item instanceof StandInMenuItem ? item : new StandInMenuItem(item));
    return menu;
  }

  static setApplicationMenu(menu: StandInMenu | null): void {
    if (menu !== null && !(menu instanceof StandInMenu)) throw new TypeError('Invalid menu');
    applicationMenu = menu;
  }

  static getApplicationMenu(): StandInMenu | null {
    return applicationMenu;
  }
}

function withoutExtraSeparators<Item extends { readonly type?: string; readonly visible?: boolean }>(
  items: readonly Item[],
): Item[] {
  const isKept = (item: Item, isEdge: boolean): boolean =>
    item.visible === false || item.type !== 'separator' || !isEdge;
  const folded = items.filter((item, index) => isKept(item, items[index - 1]?.type === 'separator'));
  return folded.filter((item, index) => isKept(item, index === 0 || index === folded.length - 1));
}

let allWindows: () => readonly StandInWindow[] = () => [];

/** Set later, because windows and menus need each other. */
export function tellMenusOfWindows(windows: () => readonly StandInWindow[]): void {
  allWindows = windows;
}

function* itemsOf(menu: StandInMenu | null | undefined): Generator<StandInMenuItem> {
  for (const item of menu?.items ?? []) {
    yield item;
    yield* itemsOf(item.submenu);
  }
}

function press(item: StandInMenuItem, window: StandInWindow | null): void {
  item.click({}, window, webContents.getFocusedWebContents());
}

/** Clicks what the user sees and can click: neither a hidden item nor a disabled one. */
function clickLabel(label: string): void {
  const isOpen = popup !== null;
  const menu = popup?.menu ?? applicationMenu;
  const matching = [...itemsOf(menu)].filter(
    (item) => item.label.replaceAll('&', '') === label && item.visible,
  );
  const item = matching.find(({ enabled }) => enabled);
  if (item === undefined) {
    const why = matching.length > 0 ? 'is greyed out' : 'is not there';
    process.stderr.write(
      `the Electron stand-in cannot click ${JSON.stringify(label)} in the menu: it ${why}\n`,
    );
    return;
  }
  if (isOpen) menu?.closePopup();
  press(item, allWindows().find((window) => window.isFocused()) ?? allWindows()[0] ?? null);
}

onControl('clickMenu', ({ label }) => clickLabel(label.replaceAll('&', '')));

/** A key that the page did not handle. If two items have the same key, the later one gets it. */
export function clickAccelerator(input: KeyInput, window: StandInWindow): void {
  if (input.type !== 'keyDown') return;
  const item = [...itemsOf(applicationMenu)].findLast(
    ({ accelerator, registerAccelerator }) =>
      accelerator !== undefined && registerAccelerator && isAccelerator(accelerator, input),
  );
  if (item?.enabled) press(item, window);
}

export type MenuItemSurface = Fits<StandInMenuItem, Electron.MenuItem, 'accelerator' | 'click' | 'submenu'>;

/** The functions that the app calls, with Electron's own parameters. */
export type MenuSurface = [
  Parameters<typeof Electron.Menu.buildFromTemplate>[0] extends Template[] | unknown[] ? true : never,
];
