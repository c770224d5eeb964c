import { useMediaQuery } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';
import { useAddressPreference } from '#data';

/** In such a window half of the list would be empty next to its columns. */
const roomyWindow = '(min-width: 1600px)';

/** Whether the pane beside the list is open: as the user left it, otherwise if there is room. */
export function usePeekPane(): { readonly isOpen: ComputedRef<boolean>; toggle(): void } {
  const chosen = useAddressPreference('pane', 'runs.peek');
  const isRoomy = useMediaQuery(roomyWindow);
  const isOpen = computed(() => (chosen.value === 'byWidth' ? isRoomy.value : chosen.value === 'open'));
  return { isOpen, toggle: () => void (chosen.value = isOpen.value ? 'closed' : 'open') };
}
