import type { Player } from '../../shared/cursor/kept-player.ts';

/** Keys on a picture that stands at one of `epochs`: arrows step, space plays, and what else `more` has. */
export function planeKeys(
  { index, go, toggle }: Player,
  epochs: () => number,
  more: Readonly<Record<string, () => void>> = {},
): (event: KeyboardEvent) => void {
  const moves: Readonly<Record<string, () => void>> = {
    ArrowRight: () => go(index.value + 1),
    ArrowLeft: () => go(index.value - 1),
    Home: () => go(0),
    End: () => go(epochs() - 1),
    ' ': toggle,
    ...more,
  };
  return (event) => {
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  };
}
