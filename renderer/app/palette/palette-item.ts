import type { RunStatus } from '#api';
import type { Component } from 'vue';
import { matchesWords } from '#words';

/** Something the palette can find, and what choosing it does. */
export interface PaletteItem {
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
  /** Other words that people search for it by. */
  readonly words?: string;
  readonly icon?: Component;
  readonly status?: RunStatus;
  readonly note?: string;
  readonly keys?: string;
}

export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

/** The items that match `text`, those matching by label alone first; at most `most`. */
export function matching(items: readonly PaletteItem[], text: string, most = Infinity): PaletteItem[] {
  const byLabel = items.filter(({ label }) => matchesWords(label, text));
  const byWords = items.filter(
    (item) => !byLabel.includes(item) && matchesWords(`${item.label} ${item.words ?? ''}`, text),
  );
  return [...byLabel, ...byWords].slice(0, most);
}
