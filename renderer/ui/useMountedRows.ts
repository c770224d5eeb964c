import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import { oneAFrame } from './one-a-frame.ts';

// The rows in view are mounted a few per frame, the others when nothing else is awaited: a hundred at once would hold it up.
const rowsInSight = 16;
const rowsAtOnce = 4;
/** What never arrives because its request failed must not hold back the rows. */
const longestWaitMs = 3000;

/** The rows mounted so far; `busy` while something more urgent is awaited. */
export function useMountedRows<Row>(
  rows: () => readonly Row[],
  busy: () => boolean = () => false,
): ComputedRef<readonly Row[]> {
  const count = ref(0);
  let withdrawFrame: (() => void) | undefined;
  let idle = 0;
  let wait: ReturnType<typeof setTimeout> | undefined;

  const areMore = (): boolean => count.value < rows().length;
  function mountInSight(): void {
    count.value += rowsAtOnce;
    goOn();
  }
  function mountIdly(): void {
    count.value += rowsAtOnce;
    if (areMore()) idle = requestIdleCallback(mountIdly, { timeout: 100 });
  }
  function goOn(): void {
    withdraw();
    if (!areMore()) return;
    if (count.value < rowsInSight) withdrawFrame = oneAFrame(mountInSight);
    else wait = setTimeout(mountIdly, busy() ? longestWaitMs : 0);
  }
  function withdraw(): void {
    withdrawFrame?.();
    cancelIdleCallback(idle);
    clearTimeout(wait);
  }

  watch([() => rows().length, busy], goOn, { immediate: true });
  onScopeDispose(withdraw);
  return computed(() => rows().slice(0, count.value));
}
