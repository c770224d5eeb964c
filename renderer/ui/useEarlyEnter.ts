import { ref, watch, type Ref, type WatchSource } from 'vue';

/**
 * The behaviour of Enter above choices that load late: it takes one at once if they are loaded, otherwise as soon as they are. A change of
 * `forgetsOn`, such as further typing, cancels a waiting Enter. `isWaiting` is true while one is waiting.
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
