import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkEveryMs, createDailyChecks, firstCheckAfterMs } from './daily-checks.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('checks a minute after the start and then daily, but only once allowed', () => {
  let checks = 0;
  const daily = createDailyChecks(() => void (checks += 1));
  daily.allow(false);
  vi.advanceTimersByTime(10 * checkEveryMs);
  expect(checks).toBe(0);

  daily.allow(true);
  vi.advanceTimersByTime(firstCheckAfterMs - 1);
  daily.allow(true); // repeated whenever any setting changes
  expect(checks).toBe(0);
  vi.advanceTimersByTime(1);
  expect(checks).toBe(1);
  vi.advanceTimersByTime(3 * checkEveryMs);
  expect(checks).toBe(4);

  daily.allow(false);
  vi.advanceTimersByTime(3 * checkEveryMs);
  expect(checks).toBe(4);
});
