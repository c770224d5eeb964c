/** Milliseconds from a clock that all threads of the process share and that nobody can set. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
