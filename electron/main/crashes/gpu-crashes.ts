/** Crashes within so long of each other are one trouble, in milliseconds. */
const windowMs = 60_000;
/** So many of them are no accident. Chromium itself gives up drawing with the card after some more. */
const tooMany = 2;

export interface GpuCrashes {
  /** Counts one. True, once, when there have been so many that a person should choose. */
  add(): boolean;
}

/** @param clock in milliseconds */
export function createGpuCrashes(clock: () => number = () => performance.now()): GpuCrashes {
  let recent: number[] = [];
  let wasOffered = false;
  return {
    add() {
      const now = clock();
      recent = [...recent.filter((at) => now - at < windowMs), now];
      if (wasOffered || recent.length < tooMany) return false;
      wasOffered = true;
      return true;
    },
  };
}
