import { afterEach, expect, it, vi } from 'vitest';
import { startPatience } from './patience.ts';

/** Timers of a clock that jumps when the machine sleeps: whatever is due by then fires once, and late. */
function createClock() {
  let now = 0;
  let timers: { readonly at: number; readonly fire: () => void }[] = [];
  vi.stubGlobal('setTimeout', (fire: () => void, ms: number) => {
    const timer = { at: now + ms, fire };
    timers.push(timer);
    return timer;
  });
  vi.stubGlobal('clearTimeout', (timer: unknown) => (timers = timers.filter((other) => other !== timer)));
  const move = (ms: number): void => {
    now += ms;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { fire } of due) fire();
  };
  return {
    sleep: move,
    run(ms: number) {
      for (let passed = 0; passed < ms; passed += 10) move(10);
    },
  };
}

afterEach(() => void vi.unstubAllGlobals());

it('ends after the given time', () => {
  const clock = createClock();
  const over = vi.fn();
  startPatience(3000, over);
  clock.run(2990);
  expect(over).not.toHaveBeenCalled();
  clock.run(10);
  expect(over).toHaveBeenCalledTimes(1);
  clock.run(10_000);
  expect(over).toHaveBeenCalledTimes(1);
});

it("counts almost nothing of a night's sleep", () => {
  const clock = createClock();
  const over = vi.fn();
  startPatience(3000, over);
  clock.run(1000);
  clock.sleep(8 * 3600_000);
  clock.run(1400);
  expect(over).not.toHaveBeenCalled();
  clock.run(100);
  expect(over).toHaveBeenCalledTimes(1);
});

it('can be ended at any time', () => {
  const clock = createClock();
  const over = vi.fn();
  const end = startPatience(3000, over);
  clock.run(1200);
  end();
  clock.sleep(3600_000);
  clock.run(3000);
  expect(over).not.toHaveBeenCalled();
});
