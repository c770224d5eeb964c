/** Crashes within so long of each other are one trouble, in milliseconds. */
const windowMs = 60_000;
/** That many crashes are not a coincidence. Chromium itself stops using the graphics card after a few more. */
const tooMany = 2;

export interface GpuCrashes {
  /** Counts a crash. True, once, when there have been so many that the user should be asked. */
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
