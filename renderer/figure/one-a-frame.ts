const waiting = new Set<() => void>();
let running = false;

/**
 * Runs `draw` in a task of its own, after those asked for before, with a frame between any two: charts that appear together are each
 * made in turn, and what the browser does for a frame comes on top of none. Asked for again, it keeps its turn. Returns a function
 * that takes the request back.
 */
export function oneAFrame(draw: () => void): () => void {
  waiting.add(draw);
  if (!running) {
    running = true;
    setTimeout(next);
  }
  return () => waiting.delete(draw);
}

function next(): void {
  const [draw] = waiting;
  running = draw !== undefined;
  if (!draw) return;
  waiting.delete(draw);
  requestAnimationFrame(() => setTimeout(next));
  draw();
}
