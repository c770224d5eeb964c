import type { RunConfig } from '#api';

/** What the filter box looks through, but for the status, which changes too often to be copied. */
export interface Searchable {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly notes: string;
  readonly config: Pick<RunConfig, 'dataset' | 'optimizer'>;
}

/** One text to search with words from `searchWords`. SQLite's own LIKE ignores case in ASCII alone. */
export function searchText({ id, name, tags, notes, config }: Searchable): string {
  return asSearched([id, name, ...tags, describeSource(config), config.optimizer.kind, notes].join('\n'));
}

/** The words of a filter; all of them must occur. */
export function searchWords(filter: string): string[] {
  return asSearched(filter)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** Letters as they are compared: without case, and an accented one the same however it is composed. */
function asSearched(text: string): string {
  return text.toLowerCase().normalize('NFC');
}

/**
 * The range of ids and the forms of a name that a typed text may mean: an accented letter may be typed composed and stored
 * decomposed, or the other way round.
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

/** The kind of the data; of a table, its name too. */
function describeSource({ dataset }: Pick<RunConfig, 'dataset'>): string {
  return dataset.kind === 'table' ? `table ${dataset.name}` : dataset.kind;
}
