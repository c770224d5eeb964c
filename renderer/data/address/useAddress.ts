import { computed, inject, shallowRef, watch, type WritableComputedRef } from 'vue';
import { routeLocationKey, routerKey, type LocationQueryValue } from 'vue-router';
import { preferenceList, type PreferenceKey, type PreferenceValue } from '../preference-list.ts';
import { usePreference } from '../usePreference.ts';
import type { AddressKind } from './address-kinds.ts';
import { addressWriter } from './address-writer.ts';
import { showPart } from './shown-address.ts';
import { tellUnread } from './unread-parts.ts';

/**
 * A part of the screen's state that its address carries under `name`: Back, reload and links bring it back. What stands there and
 * cannot be read is told of and taken out; the `fallback` counts then, which itself stands in no address. `drags`: it may change with every frame.
 */
export function useAddress<Value>(
  name: string,
  kind: AddressKind<Value>,
  fallback: Value,
  { drags = false }: { readonly drags?: boolean } = {},
): WritableComputedRef<Value> {
  const textOf = textWithout(kind, fallback);
  const part = useRawPart(name, kind, fallback, textOf, drags);
  showPart(name, () => textOf(part.value));
  return part;
}

/** A setting that is remembered, and that an address overrules: a link shows what it was copied of, and changes nobody's settings. */
export function useAddressPreference<Key extends PreferenceKey>(
  name: string,
  key: Key,
  { drags = false }: { readonly drags?: boolean } = {},
): WritableComputedRef<PreferenceValue<Key>> {
  const preference = usePreference(key);
  const kind = kindOf(key);
  const part = useRawPart<PreferenceValue<Key> | null>(
    name,
    { read: kind.read, write: (value) => kind.write(value!) },
    null,
    (value) => (value === null ? undefined : kind.write(value)),
    drags,
  );
  const value = computed({
    get: () => part.value ?? preference.value,
    set(next: PreferenceValue<Key>) {
      preference.value = next;
      part.value = next;
    },
  });
  showPart(name, () => kind.write(value.value));
  return value;
}

function useRawPart<Value>(
  name: string,
  kind: AddressKind<Value>,
  fallback: Value,
  textOf: (value: Value) => string | undefined,
  drags: boolean,
): WritableComputedRef<Value> {
  const [router, route] = [inject(routerKey, null), inject(routeLocationKey, null)];
  const value = shallowRef(fallback);
  const plain = computed({ get: () => value.value, set: (next: Value) => (value.value = next) });
  if (router === null || route === null) return plain; // a screen without an address
  const writer = addressWriter(router);
  // Once another screen is asked for, the address is that screen's.
  const home = route.path;
  const read = (): Value => {
    const text = writer.isPending(name) ? writer.pending(name) : single(route.query[name]);
    if (text === undefined) return fallback;
    const known = kind.read(text);
    if (known !== undefined) return known;
    tellUnread(name, text);
    writer.write(name, undefined);
    return fallback;
  };
  value.value = read();
  watch(
    () => (route.path === home ? single(route.query[name]) : null),
    (text) => {
      if (text === null || writer.isPending(name) || text === textOf(value.value)) return;
      value.value = read();
    },
  );
  return computed({
    get: () => value.value,
    set(next: Value) {
      const before = textOf(value.value);
      value.value = next;
      const text = textOf(next);
      if (text !== before && route.path === home) writer.write(name, text, drags);
    },
  });
}

function textWithout<Value>(
  { write }: AddressKind<Value>,
  fallback: Value,
): (value: Value) => string | undefined {
  const usual = write(fallback);
  return (value) => {
    const text = write(value);
    return text === usual || text === '' ? undefined : text;
  };
}

/** A preference in an address: texts as they are, `1` and `0` for what is on or off. */
function kindOf<Key extends PreferenceKey>(key: Key): AddressKind<PreferenceValue<Key>> {
  const { read } = preferenceList[key];
  return {
    read(text) {
      const candidates: unknown[] = [text, text === '1' ? true : text === '0' ? false : null, Number(text)];
      const found = candidates.find((candidate) => candidate !== null && read(candidate) !== undefined);
      return found === undefined ? undefined : (read(found) as PreferenceValue<Key>);
    },
    write: (value) => (typeof value === 'boolean' ? (value ? '1' : '0') : String(value)),
  };
}

function single(value: LocationQueryValue | LocationQueryValue[] | undefined): string | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  return one ?? undefined;
}
