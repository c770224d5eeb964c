import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';

/** What a frame has for it: the page needs the rest. */
const pieceMs = 10;

export interface DrawingInSteps {
  readonly isDrawing: Readonly<ShallowRef<boolean>>;
  /** To be called when there is something else to draw. What is being drawn is finished first, so that pictures follow a drag. */
  request(): void;
}

/**
 * Draws what takes longer than a frame in pieces, a frame each. `begin` gives the steps, null while there is nothing to draw on; `show`
 * is called after the last.
 */
export function useDrawingInSteps(begin: () => Iterator<unknown> | null, show: () => void): DrawingInSteps {
  const isDrawing = shallowRef(false);
  let steps: Iterator<unknown> | null = null;
  let isWanted = false;
  let frame = 0;

  function work(): void {
    frame = 0;
    const end = performance.now() + pieceMs;
    if (steps === null) {
      isWanted = false;
      steps = begin();
    }
    while (steps !== null && performance.now() < end) {
      if (steps.next().done !== true) continue;
      steps = null;
      show();
    }
    if (steps !== null || isWanted) frame = requestAnimationFrame(work);
    isDrawing.value = frame !== 0;
  }

  onScopeDispose(() => cancelAnimationFrame(frame));
  return {
    isDrawing,
    request() {
      isWanted = true;
      if (frame === 0) frame = requestAnimationFrame(work);
      isDrawing.value = true;
    },
  };
}
