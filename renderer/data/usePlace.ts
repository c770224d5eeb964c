import type { Place } from '#api';
import { storeToRefs } from 'pinia';
import { computed, type ComputedRef, type WritableComputedRef } from 'vue';
import { formatPlural } from '../words/format.ts';
import { usePreference } from './usePreference.ts';
import { useFollowedWorkers } from './useWorkers.ts';

/** Where new runs are trained: the choice, remembered, and what to know about it. */
export function usePlace(): {
  /** False where no queue is set: then there is nothing to choose. */
  readonly isOffered: ComputedRef<boolean>;
  /** `here` while nothing else is offered, whatever was chosen before. */
  readonly place: WritableComputedRef<Place>;
  /** Why what goes to workers waits at the moment; null while it does not, and for what stays here. */
  readonly warning: ComputedRef<string | null>;
  /** Who would take it. */
  readonly note: ComputedRef<string>;
} {
  const { queue, takers } = storeToRefs(useFollowedWorkers());
  const chosen = usePreference('place');
  const isOffered = computed(() => queue.value !== null);
  const place = computed<Place>({
    get: () => (isOffered.value ? chosen.value : 'here'),
    set: (value) => (chosen.value = value),
  });
  const reason = computed(() => {
    if (queue.value?.trouble) return 'The queue cannot be used now';
    return takers.value.length === 0 ? 'No worker is connected' : null;
  });
  const warning = computed(() => {
    if (place.value === 'here' || reason.value === null) return null;
    return place.value === 'both' ? `${reason.value}: runs train here alone` : `${reason.value}: runs wait`;
  });
  const note = computed(() => {
    const slots = takers.value.reduce((sum, worker) => sum + (worker.slots ?? 0), 0);
    return (
      reason.value ?? `${formatPlural(takers.value.length, 'worker')} with ${formatPlural(slots, 'slot')}`
    );
  });
  return { isOffered, place, warning, note };
}
