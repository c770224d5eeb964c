import type { Ref } from 'vue';
import { useHost } from './host.ts';
import type { PreferenceKey, PreferenceValue } from './preference-list.ts';

/** A ref that outlives the page: stored by the host under `key`, and shared by all callers. */
export function usePreference<Key extends PreferenceKey>(key: Key): Ref<PreferenceValue<Key>> {
  return useHost().preferences.get(key);
}
