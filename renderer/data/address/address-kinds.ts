/**
 * How a value is encoded in an address. `read` returns undefined for invalid text, and the screen then uses its default; empty text is left
 * out of the address.
 */
export interface AddressKind<Value> {
  read(text: string): Value | undefined;
  write(value: Value): string;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Longer lists are not written: addresses have length limits, and nobody reads them. */
const mostNames = 100;
const longestName = 200;
const mostRanges = 20;

const finite = (text: string): number | undefined => {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
};

/** Text that the reader looks up. */
export const textKind: AddressKind<string> = {
  read: (text) => (text.length <= longestName ? text : undefined),
  write: (text) => text,
};

/** An integer no less than `min`. */
export const count = (min = 0): AddressKind<number> => ({
  read(text) {
    const value = finite(text);
    return value !== undefined && Number.isSafeInteger(value) && value >= min ? value : undefined;
  },
  write: String,
});

export const flagKind: AddressKind<boolean> = {
  read: (text) => (text === '1' ? true : text === '0' ? false : undefined),
  write: (value) => (value ? '1' : '0'),
};

export const oneOfKind = <Word extends string>(words: readonly Word[]): AddressKind<Word> => ({
  read: (text) => words.find((word) => word === text),
  write: (word) => word,
});

/** `10..200.5`: a non-empty interval. */
export const rangeKind: AddressKind<Range> = {
  read(text) {
    const [min, max, more] = text.split('..').map(finite);
    if (min === undefined || max === undefined || more !== undefined || !(min < max)) return undefined;
    return { min, max };
  },
  // More digits than a screen has pixels are pointless.
  write: ({ min, max }) => `${Number(min.toPrecision(7))}..${Number(max.toPrecision(7))}`,
};

/** Names of anything, such as run ids, joined by commas; the empty set is `-`. */
export const namesKind: AddressKind<ReadonlySet<string>> = {
  read(text) {
    if (text === '-') return new Set();
    const names = text.split(',').map(readName);
    return names.length <= mostNames && names.every((name) => name !== undefined)
      ? new Set(names)
      : undefined;
  },
  write(names) {
    if (names.size > mostNames) return '';
    return names.size === 0 ? '-' : [...names].map(writeName).join();
  },
};

/** Which of some named flags are on, as a list of their names. */
export const flagsKind = <Name extends string>(
  names: readonly Name[],
): AddressKind<Readonly<Record<Name, boolean>>> => ({
  read(text) {
    const on: ReadonlySet<string> | undefined = namesKind.read(text);
    const isKnown = on !== undefined && [...on].every((name) => names.some((known) => known === name));
    const flags = names.map((name) => [name, on?.has(name) ?? false] as const);
    return isKnown ? (Object.fromEntries(flags) as Record<Name, boolean>) : undefined;
  },
  write: (flags) => namesKind.write(new Set(names.filter((name) => flags[name]))),
});

/** Intervals by name, e.g. `Loss:0.1..0.5,Accuracy:0.9..1`; an empty record is left out of the address. */
export const rangesKind: AddressKind<Readonly<Record<string, Range>>> = {
  read(text) {
    const entries = text.split(',').map((entry): readonly [string, Range] | undefined => {
      const [name = '', range = '', ...more] = entry.split(':');
      const [known, read] = [readName(name), rangeKind.read(range)];
      return known === undefined || read === undefined || more.length > 0 ? undefined : [known, read];
    });
    return entries.length <= mostRanges && entries.every((entry) => entry !== undefined)
      ? Object.fromEntries(entries)
      : undefined;
  },
  write(ranges) {
    const entries = Object.entries(ranges);
    if (entries.length > mostRanges) return '';
    return entries.map(([name, range]) => `${writeName(name)}:${rangeKind.write(range)}`).join();
  },
};

/** A sort key, with a minus sign for descending order: `-gap`. */
export interface Order {
  readonly key: string;
  readonly descending: boolean;
}
export const orderKind: AddressKind<Order> = {
  read(text) {
    const descending = text.startsWith('-');
    const key = readName(descending ? text.slice(1) : text);
    return key === undefined ? undefined : { key, descending };
  },
  write: ({ key, descending }) => `${descending ? '-' : ''}${writeName(key)}`,
};

/** An order by one of the given keys. */
export const orderOfKind = (keys: readonly string[]): AddressKind<Order> => ({
  read(text) {
    const order = orderKind.read(text);
    return order && keys.includes(order.key) ? order : undefined;
  },
  write: orderKind.write,
});

/** Escapes the separators in a name within a list. */
export function writeName(name: string): string {
  return name.replaceAll(/[%,:]|^-/g, encodeName);
}
const encodeName = (character: string): string => (character === '-' ? '%2D' : encodeURIComponent(character));

export function readName(text: string): string | undefined {
  const name = decoded(text);
  return name === undefined || name === '' || name.length > longestName ? undefined : name;
}

/** Choices by key, each a string or a number. */
export const choicesKind: AddressKind<Readonly<Record<string, string | number>>> = {
  read(text) {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
      const fits = Object.values(value).every(
        (entry) => typeof entry === 'string' || typeof entry === 'number',
      );
      return fits ? (value as Record<string, string | number>) : undefined;
    } catch {
      return undefined;
    }
  },
  write: (choices) => JSON.stringify(choices),
};

/** null is left out of the address. */
export const orNone = <Value>({ read, write }: AddressKind<Value>): AddressKind<Value | null> => ({
  read,
  write: (value) => (value === null ? '' : write(value)),
});

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
