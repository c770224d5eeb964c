import type { AppEvent, Client } from '#api';
import { effectScope, shallowRef, ref, watch, type Ref, type ShallowRef } from 'vue';
import { changedEntries, mergeEntries } from './preference-entries.ts';
import type { Preference } from './preference-kinds.ts';
import { preferenceList, type PreferenceKey, type PreferenceValue } from './preference-list.ts';
import { toPlain } from './to-plain.ts';

const saveAtMostEveryMs = 250;

export interface Preferences {
  /** Reads the stored values, perhaps from a request already under way; until then, or if the host cannot be reached, defaults apply. */
  load(reading?: Promise<Readonly<Record<string, unknown>>>): Promise<void>;
  /** Reads again what other windows or hosts may have set, and retries what could not be stored. */
  refresh(): Promise<void>;
  /**
   * One shared ref per key. A change is stored at once, a series of changes at most every quarter of a second. The ref keeps values the key
   * does not accept, such as half-typed numbers, but does not store them.
   */
  get<Key extends PreferenceKey>(key: Key): Ref<PreferenceValue<Key>>;
  /** Adopts what another window has set, except for what was set here since. */
  hear(event: Extract<AppEvent, { kind: 'preferenceChanged' }>): void;
  /** Keys whose stored value was of the wrong kind: defaults apply, and the next change replaces the value. */
  readonly refused: Readonly<ShallowRef<readonly string[]>>;
}

interface Kept {
  readonly kind: Preference<unknown>;
  readonly value: Ref<unknown>;
  /** The host's value, as far as known here. */
  known: unknown;
  /** Whether the host's value is in the current format: one in an older format is replaced as a whole. */
  isPresentForm: boolean;
  isResting: boolean;
}

/** Says which stored settings could not be used; null if all could. */
export function refusedSentence(keys: readonly string[]): string | null {
  if (keys.length === 0) return null;
  return keys.length === 1
    ? `The stored setting ${keys[0]} is of a wrong kind, so its default is used; set it again to replace it.`
    : `${keys.length} stored settings are of a wrong kind, so their defaults are used; set them again to replace them: ${keys.join(', ')}.`;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Preferences stored by the host. A failure to store is not worth interrupting anyone for: it is retried. */
export function createPreferences(client: Pick<Client, 'getPreferences' | 'setPreference'>): Preferences {
  const source = Math.random().toString(36).slice(2);
  const kept = new Map<string, Kept>();
  const refused = shallowRef<readonly string[]>([]);
  let stored: Readonly<Record<string, unknown>> = {};
  // The component that asks first may be unmounted first: the watchers belong to all.
  const scope = effectScope(true);

  function create(key: PreferenceKey): Kept {
    const kind: Preference<unknown> = preferenceList[key];
    const entry: Kept = {
      kind,
      value: ref(toPlain(kind.default)),
      known: toPlain(kind.default),
      isPresentForm: true,
      isResting: false,
    };
    kept.set(key, entry);
    if (key in stored) takeOver(entry, stored[key]);
    scope.run(() => watch(entry.value, () => void save(key, entry), { deep: true }));
    return entry;
  }

  /** Adopts the host's value, overriding what is set here. */
  function takeOver(entry: Kept, raw: unknown): void {
    const read = entry.kind.read(raw);
    entry.isPresentForm = read !== undefined && isSame(read, raw);
    if (read === undefined) return;
    entry.known = toPlain(read);
    entry.value.value = toPlain(read);
  }

  async function save(key: string, entry: Kept): Promise<void> {
    if (entry.isResting) return;
    const change = changeOf(entry);
    if (!change) return;
    entry.isResting = true;
    const rested = new Promise((resolve) => setTimeout(resolve, saveAtMostEveryMs));
    const isStored = await client.setPreference({ key, source, ...(change as { value: never }) }).then(
      () => true,
      () => false,
    );
    if (isStored) {
      entry.isPresentForm = true;
      entry.known = 'value' in change ? change.value : mergeEntries(entry.known, change.entries);
    }
    await rested;
    entry.isResting = false;
    if (isStored) void save(key, entry);
  }

  function changeOf({ kind, value, known, isPresentForm }: Kept) {
    const now = toPlain(value.value);
    if (isSame(now, known) || kind.read(now) === undefined) return null;
    if (!kind.isMap || !isPresentForm) return { value: now };
    const entries = changedEntries(known, now);
    return Object.keys(entries).length === 0 ? null : { entries };
  }

  /** Adopts the host's value, except for what was set here since. */
  function follow(entry: Kept, raw: unknown): void {
    const read = entry.kind.read(raw);
    if (!entry.kind.isShared || read === undefined) return;
    const [mine, theirs] = [toPlain(entry.value.value), toPlain(read)];
    const next = entry.kind.isMap
      ? mergeEntries(theirs, changedEntries(entry.known, mine))
      : isSame(mine, entry.known)
        ? theirs
        : mine;
    entry.known = theirs;
    entry.isPresentForm = isSame(theirs, raw);
    if (!isSame(next, mine)) entry.value.value = next;
  }

  return {
    async load(reading = client.getPreferences()) {
      stored = await reading;
      for (const [key, entry] of kept) if (key in stored) takeOver(entry, stored[key]);
      const keys = Object.keys(stored).filter((key): key is PreferenceKey =>
        Object.hasOwn(preferenceList, key),
      );
      refused.value = keys.filter((key) => preferenceList[key].read(stored[key]) === undefined).sort();
    },
    async refresh() {
      stored = await client.getPreferences();
      for (const [key, entry] of kept) {
        if (key in stored) follow(entry, stored[key]);
        void save(key, entry);
      }
    },
    hear({ key, value, source: by }) {
      if (by === source) return;
      stored = { ...stored, [key]: value };
      const entry = kept.get(key);
      if (entry) follow(entry, value);
    },
    get: <Key extends PreferenceKey>(key: Key) =>
      (kept.get(key) ?? create(key)).value as Ref<PreferenceValue<Key>>,
    refused,
  };
}
