/** Works for a moment and resolves to how many epochs, or updates, a second of CPU time takes in at present. */
export type Rate = () => Promise<number>;

/** CPU seconds that one measurement should take about. */
const sliceSeconds = 0.1;
/** One measurement is of a multiple of this, so that each has its share of what happens every ten epochs. */
const granularity = 10;

/** Time on a CPU is what a slower neighbour does not lengthen, but for caches and units that cores share. */
export function cpuSecondsOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** Of work in this process. `step` has to go on for as long as it is called. */
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
