/** How much of a speed comes from what was just measured. */
const newShare = 0.5;

/** Epochs per second of runs, smoothed over some measurements. */
export interface Speeds {
  /** Takes the epoch that a run has reached now. */
  measure(run: object, epoch: number): void;
  of(run: object): number;
}

/** @param now a clock in milliseconds */
export function createSpeeds(now: () => number = () => performance.now()): Speeds {
  const runs = new WeakMap<object, { epoch: number; at: number; speed: number }>();
  return {
    measure(run, epoch) {
      const at = now();
      const last = runs.get(run);
      // Where a run starts is no progress.
      if (!last || last.epoch === 0) runs.set(run, { epoch, at, speed: 0 });
      else if (at > last.at) {
        const present = (1000 * Math.max(0, epoch - last.epoch)) / (at - last.at);
        const speed = last.speed === 0 ? present : newShare * present + (1 - newShare) * last.speed;
        runs.set(run, { epoch, at, speed });
      }
    },
    of: (run) => runs.get(run)?.speed ?? 0,
  };
}
