import { computed, inject, shallowRef, watch, type Ref, type WritableComputedRef } from 'vue';
import { routeLocationKey, routerKey, type LocationQueryValue } from 'vue-router';
import { isFlag, isObject } from '../preference-kinds.ts';
import { preferenceList, type PreferenceKey, type PreferenceValue } from '../preference-list.ts';
import { usePreference } from '../host.ts';
import { flagsKind, type AddressKind } from './address-kinds.ts';
import { addressWriter } from './address-writer.ts';
import { showPart } from './shown-address.ts';
import { tellUnread } from './unread-parts.ts';

/** Address texts by name. */
export type Parts = Readonly<Record<string, string | undefined>>;

/** A value encoded in several parts of an address. */
export interface PartsKind<Value> {
  readonly names: readonly string[];
  /**
   * Returns undefined if the parts are invalid as a whole; single parts that are invalid while the rest is valid are passed to `unread`.
   */
  read(parts: Parts, unread: (name: string, text: string) => void): Value | undefined;
  write(value: Value): Parts;
}

interface Writing {
  /** The value may change with every frame. */
  readonly drags?: boolean;
  /** Whether Back should undo a change made now, for changes of most of the screen. A list of names: only changes of these parts. */
  readonly enters?: boolean | (() => boolean) | readonly string[];
}

/**
 * Part of the screen's state, carried by its address as `name`, so that Back, reload and links restore it. Text that cannot be read is
 * reported and removed, and `fallback` is used; `fallback` itself is left out of the address.
 */
export function useAddress<Value>(
  name: string,
  kind: AddressKind<Value>,
  fallback: Value,
  writing: Writing = {},
): WritableComputedRef<Value> {
  const parts = single(name, withoutUsual(kind, fallback));
  const part = useParts(parts, fallback, writing);
  showPart(name, () => parts.write(part.value)[name]);
  return part;
}

/** A remembered setting that an address overrides: a link shows what it was copied from, and changes nobody's settings. */
export function useAddressPreference<Key extends PreferenceKey>(
  name: string,
  key: Key,
  writing: Writing = {},
): WritableComputedRef<PreferenceValue<Key>> {
  const preference = usePreference(key);
  return useAddressParts<PreferenceValue<Key>>(single(name, kindOf(key)), {
    ...writing,
    usual: () => preference.value,
    remember: (next) => (preference.value = next),
  });
}

/**
 * A value in several address parts, also remembered elsewhere; it is `usual` if none of the parts can be read. Links do not depend on what
 * is usual here.
 */
export function useAddressParts<Value>(
  kind: PartsKind<Value>,
  {
    usual,
    isUsual = () => false,
    remember,
    ...writing
  }: Writing & {
    readonly usual: () => Value;
    /** Whether an address without any of the parts stands for the value, wherever it is opened. */
    readonly isUsual?: (value: Value) => boolean;
    readonly remember: (next: Value, before: Value) => void;
  },
): WritableComputedRef<Value> {
  const orNone: PartsKind<Value | null> = {
    names: kind.names,
    read: (parts, unread) => kind.read(parts, unread),
    write: (value) => (value === null ? {} : kind.write(value)),
  };
  const shown = (): Value => asked.value ?? usual();
  const asked: Ref<Value | null> = useParts(orNone, null, writing, () => kind.write(shown()));
  const value = computed({
    get: shown,
    set(next: Value) {
      const before = value.value;
      asked.value = isUsual(next) ? null : next;
      remember(next, before);
    },
  });
  for (const name of kind.names) showPart(name, () => kind.write(value.value)[name]);
  return value;
}

function useParts<Value>(
  { names, read: readParts, write }: PartsKind<Value>,
  fallback: Value,
  { drags = false, enters = false }: Writing,
  /** What is shown if the address has none of the parts. */
  shown?: () => Parts,
): WritableComputedRef<Value> {
  const [router, route] = [inject(routerKey, null), inject(routeLocationKey, null)];
  const value = shallowRef(fallback);
  const plain = computed({ get: () => value.value, set: (next: Value) => (value.value = next) });
  if (router === null || route === null) return plain; // a screen without an address
  const writer = addressWriter(router);
  // Once another screen is requested, the address belongs to that screen.
  const home = route.path;
  const keyOf = (parts: Parts): string => JSON.stringify(names.map((name) => parts[name] ?? null));
  const inAddress = (): Parts => Object.fromEntries(names.map((name) => [name, textOf(route.query[name])]));

  function read(): Value {
    const written = names.flatMap((name) =>
      writer.isPending(name) ? [[name, writer.pending(name)] as const] : [],
    );
    const parts: Parts = { ...inAddress(), ...Object.fromEntries(written) };
    const there = names.filter((name) => parts[name] !== undefined);
    const unread: [name: string, text: string][] = [];
    const known = there.length === 0 ? fallback : readParts(parts, (...part) => unread.push(part));
    if (known === undefined) unread.push(...there.map((name): [string, string] => [name, parts[name]!]));
    if (unread.length > 0) {
      for (const part of unread) tellUnread(...part);
      const left = known === undefined ? {} : write(known);
      for (const name of names) writer.write(name, left[name]);
    }
    return known ?? fallback;
  }
  value.value = read();
  watch(
    () => (route.path === home ? keyOf(inAddress()) : null),
    (key) => {
      if (key === null || names.some((name) => writer.isPending(name)) || key === keyOf(write(value.value)))
        return;
      value.value = read();
    },
  );

  function isEntered(changed: readonly string[]): boolean {
    if (typeof enters === 'object') return changed.some((name) => enters.includes(name));
    return changed.length > 0 && (typeof enters === 'function' ? enters() : enters);
  }

  return computed({
    get: () => value.value,
    set(next: Value) {
      const [before, after] = [write(value.value), write(next)];
      const left = shown?.() ?? before;
      value.value = next;
      const changed = names.filter((name) => before[name] !== after[name]);
      if (route.path !== home || changed.length === 0) return;
      const enter = isEntered(names.filter((name) => left[name] !== after[name]));
      for (const name of changed) {
        if (enter) writer.enter(name, after[name], left[name]);
        else writer.write(name, after[name], drags);
      }
    },
  });
}

function single<Value>(name: string, { read, write }: AddressKind<Value>): PartsKind<Value> {
  return {
    names: [name],
    read: ({ [name]: text }) => (text === undefined ? undefined : read(text)),
    write: (value) => ({ [name]: write(value) || undefined }),
  };
}

/** Leaves the default out of the address. */
function withoutUsual<Value>({ read, write }: AddressKind<Value>, fallback: Value): AddressKind<Value> {
  const usual = write(fallback);
  return {
    read,
    write(value) {
      const text = write(value);
      return text === usual ? '' : text;
    },
  };
}

/**
 * A preference in an address: strings as they are, `1` and `0` for booleans, the names that are on for a set of flags; null is left out.
 */
function kindOf<Key extends PreferenceKey>(key: Key): AddressKind<PreferenceValue<Key>> {
  const { read, default: usual } = preferenceList[key];
  if (isObject(usual) && Object.values(usual).every(isFlag)) {
    return flagsKind(Object.keys(usual)) as unknown as AddressKind<PreferenceValue<Key>>;
  }
  return {
    read(text) {
      const candidates: unknown[] = [text, text === '1' ? true : text === '0' ? false : null, Number(text)];
      const found = candidates.find((candidate) => candidate !== null && read(candidate) !== undefined);
      return found === undefined ? undefined : (read(found) as PreferenceValue<Key>);
    },
    write: (value) =>
      value === null ? '' : typeof value === 'boolean' ? (value ? '1' : '0') : String(value),
  };
}

function textOf(value: LocationQueryValue | LocationQueryValue[] | undefined): string | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  return one ?? undefined;
}
