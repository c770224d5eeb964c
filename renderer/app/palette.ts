import { ref } from 'vue';

/** Whether the command palette is open; the rail and Ctrl/Cmd+K open it. */
export const paletteOpen = ref(false);

export function openPalette(): void {
  paletteOpen.value = true;
}
