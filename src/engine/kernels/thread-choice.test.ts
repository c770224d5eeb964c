import { describe, expect, it } from 'vitest';
import { createThreadChoice } from './thread-choice.ts';

/** A network whose steps take as long as `costs` says for each number of threads, in milliseconds. */
function stepsOf(costs: (threads: number) => number) {
  let time = 0;
  const choice = createThreadChoice(() => time);
  const used = (steps: number, cores: number, cost = costs): number[] =>
    Array.from({ length: steps }, () => {
      const threads = choice.next(cores);
      time += cost(threads);
      choice.took(threads, cost(threads));
      return threads;
    });
  return { choice, used };
}
const shared = (threads: number): number => 8 / threads;

describe('the choice of threads', () => {
  it('is unknown until some steps were measured, and is one thread until then', () => {
    const { choice, used } = stepsOf(shared);
    expect(used(10, 8)).toEqual(Array<number>(10).fill(1));
    expect([choice.threads, choice.wanted]).toEqual([1, 0]);
  });

  it('finds as many threads as there are cores if they pay off, and wants more', () => {
    const { choice, used } = stepsOf(shared);
    used(100, 6);
    expect([choice.threads, choice.wanted]).toEqual([6, 64]);
    used(1, 3);
    expect(choice.threads).toBe(3);
    used(100, 3);
    expect([choice.threads, choice.wanted]).toEqual([3, 64]);
  });

  it('tries other numbers of threads now and then, in only a few steps', () => {
    const { used } = stepsOf(shared);
    used(1000, 2);
    expect(used(10_000, 2).filter((threads) => threads !== 2).length).toBeLessThan(100);
  });

  it('stays at one thread if more do not pay off, and wants no more for a while', () => {
    const { choice, used } = stepsOf(() => 8);
    used(100, 4);
    expect([choice.threads, choice.wanted]).toEqual([1, 1]);
    used(10, 1);
    expect(choice.wanted).toBe(1);
    used(8000, 1);
    expect(choice.wanted).toBe(64);
  });

  it('tries only one if steps are short', () => {
    const { choice, used } = stepsOf(() => 0.15);
    expect(new Set(used(5000, 8))).toEqual(new Set([1]));
    expect([choice.threads, choice.wanted]).toEqual([1, 1]);
  });

  it('notices when threads no longer pay off, and when they do again', () => {
    const { choice, used } = stepsOf(shared);
    used(200, 2);
    used(3000, 2, (threads) => (threads === 1 ? 8 : 20));
    expect(choice.threads).toBe(1);
    used(3000, 2);
    expect(choice.threads).toBe(2);
  });

  it('goes back to fewer within some steps when more take longer, however rare trials have become', () => {
    const { choice, used } = stepsOf(shared);
    used(5000, 2);
    const after = used(100, 2, (threads) => (threads === 1 ? 8 : 9));
    expect(after.indexOf(1)).toBeLessThanOrEqual(9);
    expect(after.filter((threads) => threads === 2).length).toBeLessThan(30);
    expect(choice.threads).toBe(1);
  });
});
