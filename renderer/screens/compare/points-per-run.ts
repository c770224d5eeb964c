import { maxSeriesPoints, overviewPoints } from '#api';

/**
 * Points of a metric that all runs together may take where every epoch is needed: a hundred runs of ten thousand epochs come whole,
 * so that means and differences are exact. Longer ones come with each pixel's minimum and maximum.
 */
const wholePointsInAll = 1_500_000;
const leastWholePoints = 2000;

/** Of many runs half of what a host keeps ready covers the same pixels. */
const overviewPointsInAll = 100_000;
const leastOverviewPoints = 400;

/** Points of a metric to ask for of each of so many runs. */
export function pointsPerRun(runs: number, isWhole: boolean): number {
  return isWhole
    ? Math.min(maxSeriesPoints, Math.max(leastWholePoints, Math.floor(wholePointsInAll / runs)))
    : Math.min(overviewPoints, Math.max(leastOverviewPoints, Math.floor(overviewPointsInAll / runs)));
}
