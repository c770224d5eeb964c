import { createBackOff, pause } from '#workers';

/** Settles like `promise`, or rejects as soon as `signal` is aborted. */
export function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/**
 * Repeats a call to Redis until it succeeds: a worker waits rather than drops anything. Rejects as soon as `signal` is aborted. `trouble`
 * receives the reason of each failure, and null on success.
 */
export async function insist<Value>(
  call: () => Promise<Value>,
  signal: AbortSignal,
  trouble: (thrown: unknown) => void,
): Promise<Value> {
  const delay = createBackOff(100, 2000);
  for (;;) {
    signal.throwIfAborted();
    try {
      const value = await untilAborted(call(), signal);
      trouble(null);
      return value;
    } catch (thrown) {
      signal.throwIfAborted();
      trouble(thrown);
      await pause(delay.next(), signal);
    }
  }
}
