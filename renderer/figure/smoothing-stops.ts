/** Stops of the smoothing slider: finer where a step changes little, up to the mean of all values so far. */
export const smoothingStops = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 1] as const;

/** The stop nearest to a remembered smoothing. */
export function smoothingPosition(smoothing: number): number {
  const at = smoothingStops.findIndex((stop) => stop >= smoothing);
  return at < 0 ? smoothingStops.length - 1 : at;
}

/** Roughly how many values are averaged: `off`, `~10 values`, `mean so far`. */
export function smoothingText(smoothing: number): string {
  if (smoothing === 0) return 'off';
  return smoothing === 1 ? 'mean so far' : `~${Math.round(1 / (1 - smoothing))} values`;
}
