/** Milliseconds by a clock that all threads of the process share and that nobody sets. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
