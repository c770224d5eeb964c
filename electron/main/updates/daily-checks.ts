/** A start has better things to do. */
export const firstCheckAfterMs = 60_000;
export const checkEveryMs = 24 * 60 * 60 * 1000;

/** Looks for a newer version a while after the start and once a day, while it may. */
export function createDailyChecks(check: () => void): {
  /** Changes nothing when it is what was said before. */
  allow(isAllowed: boolean): void;
} {
  let timer: NodeJS.Timeout | null = null;
  const wait = (ms: number): void => {
    timer = setTimeout(() => {
      check();
      wait(checkEveryMs);
    }, ms);
    timer.unref();
  };
  return {
    allow(isAllowed) {
      if (isAllowed === (timer !== null)) return;
      if (isAllowed) {
        wait(firstCheckAfterMs);
        return;
      }
      clearTimeout(timer!);
      timer = null;
    },
  };
}
