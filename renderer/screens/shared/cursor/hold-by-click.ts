import type { EpochCursor } from './useEpochCursor.ts';

/** A press that moves further than this is a drag. */
const clickPx = 4;

/** Listeners for a page of charts: a click in one of them puts the cursor there, a drag does not. */
export function holdByClick(cursor: EpochCursor): {
  pointerdown: (event: PointerEvent) => void;
  click: (event: MouseEvent) => void;
} {
  let pressedAt = NaN;
  return {
    pointerdown: ({ clientX }) => (pressedAt = clientX),
    click({ clientX }) {
      if (Math.abs(clientX - pressedAt) < clickPx) cursor.hold();
    },
  };
}
