import type { Ref } from 'vue';
import { useHost } from './host.ts';

/** A ref that outlives the page: stored by the host under `key`, shared by all who ask for it. */
export function usePreference<Value>(key: string, defaultValue: Value): Ref<Value> {
  return useHost().preferences.get(key, defaultValue);
}
