/** How a value stands in an address. `read` gives undefined for what is none: the screen takes its default then; nothing written stands in none. */
export interface AddressKind<Value> {
  read(text: string): Value | undefined;
  write(value: Value): string;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Longer lists are not written: addresses have their limits, and nobody reads them. */
const mostNames = 100;
const longestName = 200;

const finite = (text: string): number | undefined => {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
};

/** A whole number from `min` on. */
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

/** `10..200.5`: an interval that is not empty. */
export const rangeKind: AddressKind<Range> = {
  read(text) {
    const [min, max, more] = text.split('..').map(finite);
    if (min === undefined || max === undefined || more !== undefined || !(min < max)) return undefined;
    return { min, max };
  },
  // More digits than a screen has pixels tell nothing.
  write: ({ min, max }) => `${Number(min.toPrecision(7))}..${Number(max.toPrecision(7))}`,
};

/** Names of anything, as ids of runs, joined by commas; none is `-`. */
export const namesKind: AddressKind<ReadonlySet<string>> = {
  read(text) {
    if (text === '-') return new Set();
    const names = text.split(',').map(decoded);
    const fits = names.every((name) => name !== undefined && name !== '' && name.length <= longestName);
    return fits && names.length <= mostNames ? new Set(names as string[]) : undefined;
  },
  write(names) {
    if (names.size > mostNames) return '';
    return names.size === 0 ? '-' : [...names].map(encodeURIComponent).join();
  },
};

/** Choices by their key, each a text or a number. */
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

/** null stands in no address. */
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
