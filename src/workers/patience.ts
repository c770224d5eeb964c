/** The most that a timer counts each time it fires, in milliseconds. */
const stepMs = 500;

/**
 * Calls `over` after `ms` milliseconds in which this process could run, and returns a function that ends the wait. If the machine slept or
 * the process was stopped, no more than one step of that time counts, because the other side could not answer either.
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
