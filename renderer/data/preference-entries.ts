import { isObject } from './preference-kinds.ts';

type Entries = Readonly<Record<string, unknown>>;
const entriesOf = (value: unknown): Entries => (isObject(value) ? value : {});

/** The entries that turn `before` into `after`; null removes one. */
export function changedEntries(before: unknown, after: unknown): Entries {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const set = Object.entries(now).filter(
    ([name, entry]) => JSON.stringify(entry) !== JSON.stringify(old[name]),
  );
  const gone = Object.keys(old).filter((name) => !Object.hasOwn(now, name));
  return Object.fromEntries([...set, ...gone.map((name) => [name, null] as const)]);
}

/** `value` with `entries` set, or removed where they are null. */
export function mergeEntries(value: unknown, entries: Entries): Entries {
  return Object.fromEntries(
    Object.entries({ ...entriesOf(value), ...entries }).filter(([, entry]) => entry !== null),
  );
}
