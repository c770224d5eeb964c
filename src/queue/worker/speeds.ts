/** How much of a speed comes from what was just measured. */
const newShare = 0.5;

/** Epochs per second of runs, smoothed over some measurements. */
export interface Speeds {
  /** Takes the epoch that a run has reached now. */
  measure(id: string, epoch: number): void;
  of(id: string): number;
  forget(id: string): void;
}

/** @param now a clock in milliseconds */
export function createSpeeds(now: () => number = () => performance.now()): Speeds {
  const runs = new Map<string, { epoch: number; at: number; speed: number }>();
  return {
    measure(id, epoch) {
      const at = now();
      const last = runs.get(id);
      // Where a run starts is no progress.
      if (!last || last.epoch === 0) runs.set(id, { epoch, at, speed: 0 });
      else if (at > last.at) {
        const present = (1000 * Math.max(0, epoch - last.epoch)) / (at - last.at);
        const speed = last.speed === 0 ? present : newShare * present + (1 - newShare) * last.speed;
        runs.set(id, { epoch, at, speed });
      }
    },
    of: (id) => runs.get(id)?.speed ?? 0,
    forget: (id) => void runs.delete(id),
  };
}
