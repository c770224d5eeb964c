import type { Place } from '#api';
import { storeToRefs } from 'pinia';
import { computed } from 'vue';
import { formatPlural } from '#words';
import { usePreference } from './host.ts';
import { useFollowedWorkers } from './useWorkers.ts';

/** Where new runs are trained: the remembered choice, and what to know about it. */
export function usePlace() {
  const { queue, takers } = storeToRefs(useFollowedWorkers());
  const chosen = usePreference('place');
  /** False if no queue is set: then there is no choice. */
  const isOffered = computed(() => queue.value !== null);
  /** `here` while nothing else is offered, whatever was chosen before. */
  const place = computed<Place>({
    get: () => (isOffered.value ? chosen.value : 'here'),
    set: (value) => (chosen.value = value),
  });
  const reason = computed(() => {
    if (queue.value?.trouble) return 'The queue cannot be used now';
    return takers.value.length === 0 ? 'No worker is connected' : null;
  });
  /** Why work for the workers has to wait at the moment; null if it does not, and for runs that stay here. */
  const warning = computed(() => {
    if (place.value === 'here' || reason.value === null) return null;
    return place.value === 'both' ? `${reason.value}: runs train here alone` : `${reason.value}: runs wait`;
  });
  /** Which workers would take it. */
  const note = computed(() => {
    const slots = takers.value.reduce((sum, worker) => sum + (worker.slots ?? 0), 0);
    return (
      reason.value ?? `${formatPlural(takers.value.length, 'worker')} with ${formatPlural(slots, 'slot')}`
    );
  });
  return { isOffered, place, warning, note };
}
