import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { useIdleSteps } from './useIdleSteps.ts';

let idle: Map<number, () => void>;
let asked: unknown[];
function beIdle(): void {
  const waiting = [...idle.values()];
  idle.clear();
  waiting.forEach((callback) => callback());
}

beforeEach(() => {
  [idle, asked] = [new Map(), []];
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', (callback: () => void, options: unknown) => {
    asked.push(options);
    idle.set(asked.length, callback);
    return asked.length;
  });
  vi.stubGlobal('cancelIdleCallback', (handle: number) => idle.delete(handle));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('takes one step whenever the page is idle, after a while and to the last', () => {
  const scope = effectScope();
  const step = scope.run(() => useIdleSteps(2, { afterMs: 300, longestMs: 2000 }))!;
  vi.advanceTimersByTime(299);
  beIdle();
  expect(step.value).toBe(0);
  vi.advanceTimersByTime(1);
  expect(step.value).toBe(0);
  const steps = [1, 2, 3].map(() => (beIdle(), step.value));
  expect(steps).toEqual([1, 2, 2]);
  expect(asked).toEqual([{ timeout: 2000 }, { timeout: 2000 }]);
  scope.stop();
});

it('stops with its component', () => {
  const scope = effectScope();
  const step = scope.run(() => useIdleSteps(5, { afterMs: 0, longestMs: 2000 }))!;
  vi.advanceTimersByTime(0);
  beIdle();
  scope.stop();
  beIdle();
  expect(step.value).toBe(1);
});
