/** What is awaited most, and the rest. */
const urgent = new Set<() => void>();
const others = new Set<() => void>();
let running = false;

/**
 * Runs `draw` in a task of its own, after earlier requests, with a frame between any two: charts that appear together are made one after
 * another, and never in the same task as the browser's work for a frame. What `isUrgent` comes before all else. A repeated request keeps
 * its place. Returns a function that withdraws the request.
 */
export function oneAFrame(draw: () => void, isUrgent = false): () => void {
  const waiting = isUrgent ? urgent : others;
  waiting.add(draw);
  if (!running) {
    running = true;
    setTimeout(next);
  }
  return () => waiting.delete(draw);
}

function next(): void {
  const [draw] = [...urgent, ...others];
  running = draw !== undefined;
  if (!draw) return;
  urgent.delete(draw);
  others.delete(draw);
  requestAnimationFrame(() => setTimeout(next));
  draw();
}
