const waiting = new Set<() => void>();
let running = false;

/**
 * Runs `draw` in a task of its own, after earlier requests, with a frame between any two: charts that appear together are made one after
 * another, and never in the same task as the browser's work for a frame. A repeated request keeps its place. Returns a function that
 * withdraws the request.
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
