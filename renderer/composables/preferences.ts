import type { Client } from '#api';
import { ref, watch, type Ref } from 'vue';
import { toPlain } from './to-plain.ts';

const saveAtMostEveryMs = 250;

export interface Preferences {
  /** Reads the stored values; until then, and where the host cannot be reached, defaults serve. */
  load(): Promise<void>;
  /** One shared ref per key; a change is stored at once, a series of them at most every quarter of a second. */
  get<Value>(key: string, defaultValue: Value): Ref<Value>;
}

/** Preferences kept by the host. A failure to store is not worth interrupting anyone: the next change tries again. */
export function createPreferences(client: Pick<Client, 'getPreferences' | 'setPreference'>): Preferences {
  let stored: Readonly<Record<string, unknown>> = {};
  const refs = new Map<string, Ref<unknown>>();

  function create(key: string, defaultValue: unknown): Ref<unknown> {
    const value = ref(key in stored ? stored[key] : toPlain(defaultValue));
    let changed = false;
    let resting = false;
    const save = (): void => {
      if (!changed || resting) return;
      changed = false;
      resting = true;
      client.setPreference({ key, value: toPlain(value.value) as never }).catch(() => undefined);
      setTimeout(() => {
        resting = false;
        save();
      }, saveAtMostEveryMs);
    };
    watch(
      value,
      () => {
        changed = true;
        save();
      },
      { deep: true },
    );
    refs.set(key, value);
    return value;
  }

  return {
    async load() {
      stored = (await client.getPreferences()) ?? {};
      for (const [key, value] of refs) if (key in stored) value.value = stored[key];
    },
    get: <Value>(key: string, defaultValue: Value) =>
      (refs.get(key) ?? create(key, defaultValue)) as Ref<Value>,
  };
}
