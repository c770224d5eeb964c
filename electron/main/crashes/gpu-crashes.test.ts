import { expect, it } from 'vitest';
import { createGpuCrashes } from './gpu-crashes.ts';

function offersAt(...moments: number[]): boolean[] {
  let now = 0;
  const crashes = createGpuCrashes(() => now);
  return moments.map((moment) => {
    now = moment;
    return crashes.add();
  });
}

it('are too many when two come within a minute, and are reported once', () => {
  expect(offersAt(0, 59_000, 59_001, 200_000, 200_001)).toEqual([false, true, false, false, false]);
});

it('are accidents when they are far apart', () => {
  expect(offersAt(0, 60_000, 120_000)).toEqual([false, false, false]);
});
