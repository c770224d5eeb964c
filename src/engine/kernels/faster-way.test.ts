import { describe, expect, it } from 'vitest';
import { createFasterWay, type Way } from './faster-way.ts';

/** Takes `turns` turns, in which each way lasts as long as `costs` says, and counts those of the second way. */
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

/** Of 640 turns: half of the first 32, plus four each at 64, 128, 192, 256 and 512. */
const tries = 16 + 5 * 4;

describe('the faster way', () => {
  it('is taken in all turns except trials of the other one', () => {
    expect(secondsOf(640, [2, 3])).toEqual([tries]);
    expect(secondsOf(640, [3, 2])).toEqual([640 - tries]);
    // From 768 to 1792 five more, then from 2048 one in every 1024 turns.
    expect(secondsOf(10_000, [2, 3])).toEqual([tries + 4 * (5 + 8)]);
  });

  it("is found soon even if only the second one's first turns were slow", () => {
    const [first, later] = secondsOf(63, [2, 9], [2, 1]);
    expect(first).toBe(16);
    expect(later).toBeGreaterThan(56);
  });

  it('is looked for only in the first quarter of a second if turns are long', () => {
    // Four of the first eight turns use the second way, which add up to 280 ms.
    expect(secondsOf(63, [40, 30])).toEqual([63 - 4]);
    expect(secondsOf(63, [30, 40])).toEqual([4]);
  });

  it('is found when the other way becomes faster, and when the machine slows down', () => {
    const [before, after, later] = secondsOf(640, [2, 3], [2, 1], [8, 4]);
    expect(before).toBeLessThan(40);
    expect(after).toBeGreaterThan(490);
    expect(later).toBeGreaterThan(400);
  });

  it('returns what the work returns', () => {
    const faster = createFasterWay();
    expect(faster.take(() => 'done')).toBe('done');
    expect(() =>
      faster.take(() => {
        throw new RangeError('no');
      }),
    ).toThrow('no');
  });
});
