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
it('starts over when the time that the machine slept is subtracted', () => {
  const night = 8 * 3_600_000;
  const awake: [number, number][] = [
    [1000, 100],
    [night, 110],
    [2000, 200],
    [3000, 300],
  ];
  expect(trainingRate(watch(...awake))).toBe(100);
});
