import { expect, it } from 'vitest';
import { pointsPerRun } from './points-per-run.ts';

it('asks for all of a hundred runs of ten thousand epochs if every epoch is needed, and limits anything beyond', () => {
  expect([1, 100, 1000].map((runs) => pointsPerRun(runs, true))).toEqual([1_000_000, 15_000, 2000]);
});

it('otherwise asks for no more points than a picture has pixels', () => {
  expect([1, 20, 100, 1000].map((runs) => pointsPerRun(runs, false))).toEqual([2000, 2000, 1000, 400]);
});
