/** Epochs done after this many milliseconds of training; the time that the machine sleeps is subtracted again later. */
export interface ProgressSample {
  readonly atMs: number;
  readonly epochsDone: number;
}

const windowMs = 6_000;

/** `samples` plus `next`, without what is older than the window, except that the newest of the old samples stays as its start. */
export function addSample(samples: readonly ProgressSample[], next: ProgressSample): ProgressSample[] {
  const last = samples.at(-1);
  if (last && (next.epochsDone < last.epochsDone || next.atMs < last.atMs)) return [next];
  const firstInside = samples.findIndex(({ atMs }) => next.atMs - atMs <= windowMs);
  const kept = firstInside < 0 ? samples.slice(-1) : samples.slice(Math.max(0, firstInside - 1));
  return [...kept, next];
}

/** Epochs per second over the window, or null while too little is known. */
export function trainingRate(samples: readonly ProgressSample[]): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.atMs - first.atMs < 400 || last.epochsDone <= first.epochsDone) return null;
  return ((last.epochsDone - first.epochsDone) * 1000) / (last.atMs - first.atMs);
}
