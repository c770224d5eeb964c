import { ref, shallowRef } from 'vue';
import type { Explanation } from '#api';

/** Whether the command palette is open; the rail and Ctrl/Cmd+K open it. */
export const paletteOpen = ref(false);

export function openPalette(): void {
  paletteOpen.value = true;
}

/** The term being explained; null for none. */
export const shownWord = shallowRef<Explanation | null>(null);
