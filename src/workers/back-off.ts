/** Delays that double with every failure, in milliseconds. */
export interface BackOff {
  /** The delay after one more failure. */
  next(): number;
  reset(): void;
}

export function createBackOff(firstMs: number, longestMs: number): BackOff {
  let delayMs = firstMs;
  return {
    next() {
      const present = delayMs;
      delayMs = Math.min(longestMs, delayMs * 2);
      return present;
    },
    reset() {
      delayMs = firstMs;
    },
  };
}

/** Resolves after `ms` milliseconds, or when `signal` is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
