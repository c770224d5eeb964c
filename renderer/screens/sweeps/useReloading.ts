import { onScopeDispose } from 'vue';

const atMostEveryMs = 500;
/** With a read of this length before and after it, a picture is never more than 2 s old. */
const longestRestMs = 1000;

/**
 * Runs `read` at once, then at most twice a second however often it is requested, and never concurrently. A slow read is followed by a
 * longer rest, up to a second, so that watching a large sweep costs the training little.
 */
export function useReloading(read: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isResting = false;
  let isWanted = false;
  let isOver = false;

  async function run(): Promise<void> {
    isResting = true;
    isWanted = false;
    const startedAt = performance.now();
    await read();
    const restMs = 4 * (performance.now() - startedAt);
    timer = setTimeout(rested, Math.min(longestRestMs, Math.max(atMostEveryMs, restMs)));
  }
  function rested(): void {
    isResting = false;
    if (isWanted && !isOver) void run();
  }
  onScopeDispose(() => {
    isOver = true; // also for a read that is under way
    clearTimeout(timer);
  });

  return () => {
    isWanted = true;
    if (!isResting) void run();
  };
}
