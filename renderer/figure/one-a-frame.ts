const waiting = new Set<() => void>();
let running = false;

/**
 * Runs `draw` in a frame of its own, after those asked for before: charts that appear together are each made
 * in turn, so that no frame holds up the page. Asked for again, it keeps its turn. Returns a function that takes the request back.
 */
export function oneAFrame(draw: () => void): () => void {
  waiting.add(draw);
  if (!running) {
    running = true;
    requestAnimationFrame(next);
  }
  return () => waiting.delete(draw);
}

function next(): void {
  const [draw] = waiting;
  running = draw !== undefined;
  if (!draw) return;
  waiting.delete(draw);
  requestAnimationFrame(next);
  draw();
}
