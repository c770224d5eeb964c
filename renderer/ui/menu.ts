import type { Component } from 'vue';

/** One line of a menu. `checked` makes it a toggle that leaves the menu open. */
export interface MenuAction {
  readonly label: string;
  readonly onSelect: () => void;
  readonly icon?: Component;
  /** Keys as in useHotkeys, shown at the end of the line. */
  readonly keys?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly danger?: boolean;
}

export type MenuEntry = MenuAction | 'separator';
