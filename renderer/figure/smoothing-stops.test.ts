import { expect, it } from 'vitest';
import { smoothingPosition, smoothingStops, smoothingText } from './smoothing-stops.ts';

it('goes from the raw values to their mean', () => {
  expect([smoothingStops[0], smoothingStops.at(-1)]).toEqual([0, 1]);
  expect([0, 0.6, 0.9, 1, 2].map(smoothingPosition)).toEqual([0, 2, 4, 11, 11]);
  expect([0, 0.5, 0.9, 0.999, 1].map(smoothingText)).toEqual([
    'off', '~2 values', '~10 values', '~1000 values', 'mean so far',
  ]); // oxfmt-ignore
});
