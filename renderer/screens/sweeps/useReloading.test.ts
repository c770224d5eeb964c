import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { useReloading } from './useReloading.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Asks every 10 ms for `forMs`, and returns when reads that take `takesMs` began. */
async function readsWithin(forMs: number, takesMs: number): Promise<number[]> {
  const began: number[] = [];
  const start = performance.now();
  const scope = effectScope();
  const reload = scope.run(() =>
    useReloading(async () => {
      began.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, takesMs));
    }),
  )!;
  for (let at = 0; at < forMs; at += 10) {
    reload();
    await vi.advanceTimersByTimeAsync(10);
  }
  scope.stop();
  return began.map((ms) => Math.round(ms / 10) * 10);
}

it('reads at once, and then twice a second', async () => {
  expect(await readsWithin(1400, 0)).toEqual([0, 500, 1000]);
});

it('makes a slow read rest four times as long as it took', async () => {
  expect(await readsWithin(1900, 200)).toEqual([0, 1000]);
});

it('rests a second at most, however long a read takes', async () => {
  expect(await readsWithin(12_000, 4000)).toEqual([0, 5000, 10_000]);
});

it('stops reading once its screen is gone', async () => {
  const reads: number[] = [];
  const scope = effectScope();
  const reload = scope.run(() => useReloading(() => Promise.resolve(void reads.push(0))))!;
  reload();
  await vi.advanceTimersByTimeAsync(0);
  reload();
  scope.stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(reads).toHaveLength(1);
});
