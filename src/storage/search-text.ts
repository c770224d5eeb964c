import type { RunConfig } from '#api';
import { flattenConfig } from '#experiments';
import { fold } from './sql-functions.ts';

/** What the filter box searches, except the status, which changes too often to be copied. */
export interface Searchable {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly notes: string;
  readonly config: RunConfig;
}

/** One folded text to search for the words of a filter. */
export function searchText({ id, name, tags, notes, config }: Searchable): string {
  return fold([id, name, ...tags, ...wordsOf(config), notes].join('\n'));
}

/**
 * The range of ids and the forms of a name that typed text may mean: an accented letter may be typed composed and stored decomposed, or the
 * other way round.
 */
export function meantBy(text: string) {
  const prefix = text.toLowerCase();
  // '~' sorts after every character of an id.
  return {
    from: prefix,
    to: `${prefix}~`,
    name: text,
    composed: text.normalize('NFC'),
    decomposed: text.normalize('NFD'),
  };
}

/** Kinds of data, layers, optimizer and schedule, and a table's name. Other texts in a config are the same in nearly all runs. */
function wordsOf(config: RunConfig): string[] {
  const texts = [...flattenConfig(config)].filter(
    ([path]) => path === 'dataset.name' || /^(?!loss).*\.kind$/.test(path),
  );
  return [...new Set(texts.map(([, value]) => String(value)))];
}
