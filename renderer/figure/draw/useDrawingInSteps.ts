import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';

/** Time it may take per frame: the page needs the rest. */
const pieceMs = 10;

export interface DrawingInSteps {
  readonly isDrawing: Readonly<ShallowRef<boolean>>;
  /** Call it when there is something else to draw. What is being drawn is finished first, so that the picture follows a drag. */
  request(): void;
}

/**
 * Draws what takes longer than a frame in pieces, one per frame. `begin` returns the steps, or null if there is nothing to draw on; `show`
 * is called after the last step.
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
