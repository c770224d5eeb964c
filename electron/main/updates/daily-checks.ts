/** The start itself comes first. */
export const firstCheckAfterMs = 60_000;
export const checkEveryMs = 24 * 60 * 60 * 1000;

/** Checks for a newer version a while after the start and then once a day, while allowed. */
export function createDailyChecks(check: () => void): {
  /** Does nothing if the value is unchanged. */
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
