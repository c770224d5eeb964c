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

/** Of 640 turns: the second one, each 16th before 256, and each 64th. */
const tries = 1 + 15 + 7;

describe('the faster way', () => {
  it('is taken in all turns but the tries of the other one', () => {
    expect(secondsOf(640, [2, 3])).toEqual([tries]);
    expect(secondsOf(640, [3, 2])).toEqual([640 - tries]);
  });

  it('is found soon when the second one was slow in its first turn alone', () => {
    expect(secondsOf(15, [2, 9], [2, 1])).toEqual([1, 15]);
  });

  it('is found when it becomes the faster one, and when the machine slows down', () => {
    const [before, after, later] = secondsOf(640, [2, 3], [2, 1], [8, 4]);
    expect(before).toBeLessThan(30);
    expect(after).toBeGreaterThan(560);
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
