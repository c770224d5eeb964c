/** What a timer counts at most each time that it fires, in milliseconds. */
const stepMs = 500;

/**
 * Calls `over` after `ms` milliseconds in which this process could run, and returns what ends the wait. Of a time in which the
 * machine slept, or the process was stopped, no more than a step counts: the other side had no time to answer either.
 */
export function startPatience(ms: number, over: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (leftMs: number): void => {
    const step = Math.min(stepMs, leftMs);
    timer = setTimeout(() => (leftMs > step ? wait(leftMs - step) : over()), step);
  };
  wait(ms);
  return () => clearTimeout(timer);
}
