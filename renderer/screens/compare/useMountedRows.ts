import { computed, onBeforeUnmount, ref, watch, type ComputedRef } from 'vue';
import { oneAFrame } from '../../figure/one-a-frame.ts';

// The rows in view are mounted a few per frame, the others when the curves are drawn: a hundred at once would hold them up.
const rowsInSight = 16;
const rowsAtOnce = 4;
/** Curves that never arrive because their request failed must not hold back the rows. */
const longestWaitMs = 3000;

/** The rows mounted so far; `busy` while curves are being read. */
export function useMountedRows<Row>(
  rows: () => readonly Row[],
  busy: () => boolean,
): ComputedRef<readonly Row[]> {
  const count = ref(rowsAtOnce);
  let withdrawFrame: (() => void) | undefined;
  let idle = 0;
  let wait: ReturnType<typeof setTimeout> | undefined;

  function mountInSight(): void {
    if (count.value >= rowsInSight) return;
    count.value += rowsAtOnce;
    withdrawFrame = oneAFrame(mountInSight);
  }
  function mountMore(): void {
    withdraw();
    if (count.value >= rows().length) return;
    count.value += rowsAtOnce;
    idle = requestIdleCallback(mountMore, { timeout: 100 });
  }
  function withdraw(): void {
    cancelIdleCallback(idle);
    clearTimeout(wait);
  }

  withdrawFrame = oneAFrame(mountInSight);
  watch(
    [() => rows().length, busy],
    () => {
      withdraw();
      wait = setTimeout(mountMore, busy() ? longestWaitMs : 0);
    },
    { immediate: true },
  );
  onBeforeUnmount(() => {
    withdraw();
    withdrawFrame?.();
  });
  return computed(() => rows().slice(0, count.value));
}
