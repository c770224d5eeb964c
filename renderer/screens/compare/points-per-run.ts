import { maxSeriesPoints } from '#api';

/**
 * Points of a metric that all runs together may take: a hundred runs of ten thousand epochs come whole, so that zooming, smoothing
 * and differences need no further reading and are exact. Longer ones come with each pixel's minimum and maximum.
 */
const pointsInAll = 1_500_000;
/** Twice the pixels of a wide chart. */
const leastPoints = 2000;

/** Points of a metric to ask for of each of so many runs. */
export const pointsPerRun = (runs: number): number =>
  Math.min(maxSeriesPoints, Math.max(leastPoints, Math.floor(pointsInAll / runs)));
