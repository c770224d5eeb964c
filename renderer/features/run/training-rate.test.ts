import { expect, it } from 'vitest';
import { addSample, trainingRate, type ProgressSample } from './training-rate.ts';

function watch(...samples: [atMs: number, epochsDone: number][]): ProgressSample[] {
  return samples.reduce<ProgressSample[]>(
    (all, [atMs, epochsDone]) => addSample(all, { atMs, epochsDone }),
    [],
  );
}

it('is the slope over the window', () => {
  expect(trainingRate(watch([0, 0], [500, 100], [1000, 200]))).toBe(200);
});
it('forgets what is older than six seconds', () => {
  expect(trainingRate(watch([0, 0], [5_000, 5_000], [8_000, 5_300], [12_000, 5_700]))).toBe(100);
});
it('waits until enough is known', () => {
  expect(trainingRate([])).toBeNull();
  expect(trainingRate(watch([0, 0], [100, 50]))).toBeNull();
  expect(trainingRate(watch([0, 50], [900, 50]))).toBeNull();
});
it('starts over when the run does', () => {
  expect(watch([0, 900], [1000, 10])).toEqual([{ atMs: 1000, epochsDone: 10 }]);
});
