import { ref, watch, type Ref, type WatchSource } from 'vue';

/**
 * What Enter does above choices that are read late: it takes at once where they are read, else as soon as they are, as if they had been
 * there. What changes `forgetsOn`, as typing on does, takes an Enter that waits back. `isWaiting` is true while one does.
 */
export function useEarlyEnter(
  isRead: () => boolean,
  take: () => void,
  forgetsOn: readonly WatchSource[],
  isWaiting: Ref<boolean> = ref(false),
): () => void {
  watch([...forgetsOn], () => (isWaiting.value = false));
  watch(isRead, (isNow) => {
    if (!isNow || !isWaiting.value) return;
    isWaiting.value = false;
    take();
  });
  return () => {
    if (isRead()) take();
    else isWaiting.value = true;
  };
}
