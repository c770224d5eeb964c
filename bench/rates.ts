/** Works for a moment and resolves to the current number of epochs, or updates, per second of CPU time. */
export type Rate = () => Promise<number>;

/** Approximate CPU seconds for one measurement. */
const sliceSeconds = 0.1;
/** One measurement covers a multiple of this, so that each includes its share of what happens every ten epochs. */
const granularity = 10;

/** CPU time is not affected by load elsewhere, except through caches and units that cores share. */
export function cpuSecondsOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** For work in this process. `step` must be able to continue for as long as it is called. */
export function rateOf(step: () => void): Rate {
  const take = (steps: number): number =>
    cpuSecondsOf(() => {
      for (let done = 0; done < steps; done++) step();
    });
  // Until it runs as optimized code.
  take(Math.ceil((3 * sliceSeconds * granularity) / take(granularity)));
  const steps = granularity * Math.ceil(sliceSeconds / take(granularity));
  return () => Promise.resolve(steps / take(steps));
}
