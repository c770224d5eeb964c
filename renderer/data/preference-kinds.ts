/** One setting of the interface: its default, and how its stored value is read. */
export interface Preference<Value> {
  readonly default: Value;
  /** The value to use for a stored one, older formats included; undefined if it is of the wrong kind. */
  readonly read: (stored: unknown) => Value | undefined;
  /** Stored entry by entry, so that windows setting different entries keep both. */
  readonly isMap: boolean;
  /** Other open windows follow it. What a window is looking at stays its own. */
  readonly isShared: boolean;
}

/** Takes values unchanged if `fits` accepts them. */
function plain<Value>(defaultValue: Value, fits: (stored: unknown) => boolean): Preference<Value> {
  const read = (stored: unknown): Value | undefined => (fits(stored) ? (stored as Value) : undefined);
  return { default: defaultValue, read, isMap: false, isShared: false };
}

export const oneOf = <const Value extends string>(
  values: readonly Value[],
  defaultValue: NoInfer<Value>,
): Preference<Value> => plain<Value>(defaultValue, (stored) => values.some((value) => value === stored));

export const flag = (defaultValue: boolean): Preference<boolean> =>
  plain(defaultValue, (stored) => typeof stored === 'boolean');

/** A finite number from `min` to `max`, inclusive. */
export const number = (defaultValue: number, min: number, max: number): Preference<number> =>
  plain(defaultValue, (stored) => isNumber(stored) && stored >= min && stored <= max);

/** For names that a screen looks up and can do without. */
export const text = (defaultValue: string): Preference<string> =>
  plain(defaultValue, (stored) => typeof stored === 'string');

export const list = <Item>(fits: (item: unknown) => item is Item): Preference<readonly Item[]> =>
  plain<readonly Item[]>([], (stored) => Array.isArray(stored) && stored.every(fits));

export const orNull = <Value>({ read, ...kind }: Preference<Value>): Preference<Value | null> => ({
  ...kind,
  default: null,
  read: (stored) => (stored === null ? null : read(stored)),
});

/** Entries by name; `older` reads values stored in another format. */
export function map<Entry>(
  fits: (entry: unknown) => entry is Entry,
  older: (stored: unknown) => Readonly<Record<string, Entry>> | undefined = () => undefined,
): Preference<Readonly<Record<string, Entry>>> {
  return {
    default: {},
    read: (stored) =>
      isObject(stored) && Object.values(stored).every(fits)
        ? (stored as Record<string, Entry>)
        : older(stored),
    isMap: true,
    isShared: false,
  };
}

/** Entries that are always present: those not stored take their value from `defaults`. */
export function flags<Name extends string>(
  defaults: Readonly<Record<Name, boolean>>,
): Preference<Readonly<Record<Name, boolean>>> {
  return {
    default: defaults,
    read: (stored) =>
      isObject(stored) && Object.values(stored).every(isFlag) ? { ...defaults, ...stored } : undefined,
    isMap: true,
    isShared: false,
  };
}

/** Followed by all open windows. */
export const shared = <Value>(kind: Preference<Value>): Preference<Value> => ({ ...kind, isShared: true });

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
