import { useEventListener } from '@vueuse/core';
import { ref, type Ref } from 'vue';

/**
 * Takes files dropped anywhere in the window; without this, a browser would navigate away to them. While a dialog is open, nothing is
 * taken. `dragging` says whether files are being dragged over the window.
 */
export function useFileDrop(take: (files: readonly File[]) => void): Readonly<Ref<boolean>> {
  const dragging = ref(false);

  function over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return; // text, or a row of the page itself
    event.preventDefault();
    const isTaken = document.querySelector('[role="dialog"]') === null;
    event.dataTransfer.dropEffect = isTaken ? 'copy' : 'none';
    dragging.value = isTaken;
  }

  useEventListener(window, 'dragenter', over);
  useEventListener(window, 'dragover', over);
  useEventListener(window, 'dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) dragging.value = false; // out of the window, not on to another element
  });
  useEventListener(window, 'drop', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (dragging.value && files.length > 0) take(files);
    dragging.value = false;
  });
  return dragging;
}
