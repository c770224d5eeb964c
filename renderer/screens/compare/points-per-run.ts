import { maxSeriesPoints, overviewPoints } from '#api';

/**
 * Limit on a metric's points over all runs together if every epoch is needed: a hundred runs of ten thousand epochs are read whole, so that
 * means and differences are exact. Longer ones come as each pixel's minimum and maximum.
 */
const wholePointsInAll = 1_500_000;
const leastWholePoints = 2000;

/** For many runs, half of what a host keeps ready covers the same pixels. */
const overviewPointsInAll = 100_000;
const leastOverviewPoints = 400;

/** Points of a metric to request for each of this many runs. */
export function pointsPerRun(runs: number, isWhole: boolean): number {
  return isWhole
    ? Math.min(maxSeriesPoints, Math.max(leastWholePoints, Math.floor(wholePointsInAll / runs)))
    : Math.min(overviewPoints, Math.max(leastOverviewPoints, Math.floor(overviewPointsInAll / runs)));
}
