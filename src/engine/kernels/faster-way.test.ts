import { describe, expect, it } from 'vitest';
import { createFasterWay, type Way } from './faster-way.ts';

/** Takes `turns` turns, of which each way lasts as long as `costs` says, and counts those in the second one. */
function secondsOf(turns: number, ...phases: (readonly [number, number])[]): number[] {
  let time = 0;
  const faster = createFasterWay(() => time);
  return phases.map((costs) => {
    let seconds = 0;
    for (let turn = 0; turn < turns; turn++) {
      const way = faster.take((taken: Way) => {
        time += costs[taken];
        return taken;
      });
      seconds += way;
    }
    return seconds;
  });
}

/** Of 640 turns: half of the first 32, and four each from 64, 128, 192, 256 and 512 on. */
const tries = 16 + 5 * 4;

describe('the faster way', () => {
  it('is taken in all turns but the tries of the other one', () => {
    expect(secondsOf(640, [2, 3])).toEqual([tries]);
    expect(secondsOf(640, [3, 2])).toEqual([640 - tries]);
    // From 768 to 1792 five more, from 2048 on one in 1024 turns.
    expect(secondsOf(10_000, [2, 3])).toEqual([tries + 4 * (5 + 8)]);
  });

  it('is found soon when the second one was slow in its first turns alone', () => {
    const [first, later] = secondsOf(63, [2, 9], [2, 1]);
    expect(first).toBe(16);
    expect(later).toBeGreaterThan(56);
  });

  it('is looked for in the first quarter of a second where turns are long', () => {
    // Four of the first eight turns are the second way's, which come to 280 ms.
    expect(secondsOf(63, [40, 30])).toEqual([63 - 4]);
    expect(secondsOf(63, [30, 40])).toEqual([4]);
  });

  it('is found when it becomes the faster one, and when the machine slows down', () => {
    const [before, after, later] = secondsOf(640, [2, 3], [2, 1], [8, 4]);
    expect(before).toBeLessThan(40);
    expect(after).toBeGreaterThan(490);
    expect(later).toBeGreaterThan(400);
  });

  it('answers what the work answers', () => {
    const faster = createFasterWay();
    expect(faster.take(() => 'done')).toBe('done');
    expect(() =>
      faster.take(() => {
        throw new RangeError('no');
      }),
    ).toThrow('no');
  });
});
