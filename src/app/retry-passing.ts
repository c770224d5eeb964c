import { setTimeout } from 'node:timers/promises';
import { isPassing } from '#api';

const firstRetryMs = 250;
const lastRetryMs = 5000;

/** Retries a call as long as it fails for passing reasons (see `isPassing`). Rejects if the signal is aborted meanwhile. */
export async function retryPassing<Value>(call: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  for (let delayMs = firstRetryMs; ; delayMs = Math.min(lastRetryMs, 2 * delayMs)) {
    try {
      return await call();
    } catch (thrown) {
      if (!isPassing(thrown)) throw thrown;
      await setTimeout(delayMs, undefined, { signal, ref: false });
    }
  }
}
