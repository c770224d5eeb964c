import type { Client } from '#api';
import { ref, watch, type Ref } from 'vue';
import { toPlain } from './to-plain.ts';

const saveAfterMs = 250;

export interface Preferences {
  /** Reads the stored values; until then, and where the host cannot be reached, defaults serve. */
  load(): Promise<void>;
  /** One shared ref per key; a change is stored shortly after the last one. */
  get<Value>(key: string, defaultValue: Value): Ref<Value>;
}

/** Preferences kept by the host. A failure to store is not worth interrupting anyone: the next change tries again. */
export function createPreferences(client: Pick<Client, 'getPreferences' | 'setPreference'>): Preferences {
  let stored: Readonly<Record<string, unknown>> = {};
  const refs = new Map<string, Ref<unknown>>();

  function create(key: string, defaultValue: unknown): Ref<unknown> {
    const value = ref(key in stored ? stored[key] : toPlain(defaultValue));
    let timer: ReturnType<typeof setTimeout> | undefined;
    watch(
      value,
      () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          client.setPreference({ key, value: toPlain(value.value) as never }).catch(() => undefined);
        }, saveAfterMs);
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
