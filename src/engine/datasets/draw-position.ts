import type { RandomStream } from '../random/random-stream.ts';
import type { Positions } from './dataset-config.ts';
import { linspace } from './linspace.ts';

/** A sample's position between `start` and `stop`. When called for two intervals, it gives the same relative position in both. */
export type Position = (start: number, stop: number) => number;

/**
 * The position of sample `index` of `count` along the curve of its class: on the grid `linspace(start, stop, count)`, or at start + u *
 * (stop - start) with u uniform on [0, 1), for which it draws one number from `random`.
 */
export function drawPosition(
  positions: Positions,
  index: number,
  count: number,
  random: RandomStream,
): Position {
  if (positions === 'grid') return (start, stop) => linspace(start, stop, count, index);
  const share = random.randomSample();
  return (start, stop) => start + share * (stop - start);
}
