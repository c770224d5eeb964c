/** The weight of a new measurement in a speed. */
const newShare = 0.5;

/** Epochs per second of runs, smoothed over several measurements. */
export interface Speeds {
  /** Records the epoch that a run has reached now. */
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
      // A run's starting epoch is no progress.
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
