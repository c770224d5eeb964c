import { maxSeriesPoints } from '#api';
import { expect, it } from 'vitest';
import { pointsPerRun } from './points-per-run.ts';

it('shares the points out, and never asks for more than a host gives', () => {
  expect([1, 2, 100, 1000, 3000].map(pointsPerRun)).toEqual([maxSeriesPoints, 750_000, 15_000, 2000, 2000]);
});
