import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';

/**
 * Counts from 0 to `last`: after `afterMs` milliseconds, one step whenever the page is idle, each waiting no longer than `longestMs`. For
 * work that nobody awaits and that, done at once, would hold up the hand.
 */
export function useIdleSteps(
  last: number,
  { afterMs, longestMs }: { readonly afterMs: number; readonly longestMs: number },
): Readonly<ShallowRef<number>> {
  const step = shallowRef(0);
  let idle = 0;
  const request = (): void => void (idle = requestIdleCallback(next, { timeout: longestMs }));
  function next(): void {
    step.value++;
    if (step.value < last) request();
  }
  const timer = setTimeout(request, afterMs);
  onScopeDispose(() => {
    clearTimeout(timer);
    cancelIdleCallback(idle);
  });
  return step;
}
