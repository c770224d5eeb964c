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

/** A line for what can be done just now; none otherwise. */
export const entryIf = (when: boolean, label: string, icon: Component, act: () => unknown): MenuAction[] =>
  when ? [{ label, icon, onSelect: () => void act() }] : [];
