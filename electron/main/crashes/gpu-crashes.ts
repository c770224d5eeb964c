/** Crashes within this many milliseconds of each other count as one problem. */
const windowMs = 60_000;
/** This many crashes are no coincidence. Chromium itself stops using the graphics card after a few more. */
const tooMany = 2;

export interface GpuCrashes {
  /** Counts a crash. Returns true once, when there have been enough that the user should be asked. */
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
