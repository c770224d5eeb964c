import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { answeredLater, mountComposable, settle } from '../../data/composable-fixture.ts';
import { toasts } from '../../data/toasts.ts';
import { useComparedSeries } from './useComparedSeries.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Input {
  readonly ids: readonly string[];
  readonly smoothing?: number;
}

/** One run whose curve is too long to be read whole; each answer holds `value` throughout. */
function mountCompared() {
  const ids = ref(['r']);
  const smoothing = ref(0);
  const readManySeries = answeredLater<Input, object>();
  const mounted = mountComposable(
    () =>
      useComparedSeries(
        () => ids.value,
        () => ['dataLoss'],
        () => null,
        () => smoothing.value,
        () => false,
      ),
    { readManySeries },
  );
  const answer = (at: number, value: number): Promise<void> => {
    const series = {
      dataLoss: { epochs: Float64Array.of(0), values: Float64Array.of(value), thinned: true },
    };
    return readManySeries.asked[at]!.answer({
      runs: readManySeries.asked[at]!.input.ids.map((id) => ({ id, series })),
    });
  };
  const smoothed = (): number | undefined =>
    mounted.result.smoothed.value.get('r')?.overview.dataLoss?.values[0];
  const raw = (id = 'r'): number | undefined =>
    mounted.result.points.value.get(id)?.overview.dataLoss?.values[0];
  const widths = (): unknown[] => readManySeries.asked.map(({ input }) => input.smoothing ?? 0);
  return { ...mounted, ids, smoothing, readManySeries, answer, smoothed, raw, widths };
}

it('shows curves as they arrive, and how many are still pending', async () => {
  const { result, answer, raw } = mountCompared();
  expect(result.waiting.value).toBe(1);
  await answer(0, 5);
  expect([raw(), result.waiting.value]).toEqual([5, 0]);
});

it('stores no answer under a smoothing chosen since', async () => {
  const { smoothing, answer, smoothed, widths } = mountCompared();
  await answer(0, 5);
  smoothing.value = 0.5;
  await vi.advanceTimersByTimeAsync(200);
  smoothing.value = 0.9;
  await vi.advanceTimersByTimeAsync(200);
  expect(widths()).toEqual([0, 0.5, 0.9]);
  await answer(2, 9);
  await vi.advanceTimersByTimeAsync(500);
  expect(smoothed()).toBe(9);
  await answer(1, 50); // the older one comes last
  await vi.advanceTimersByTimeAsync(500);
  expect(smoothed()).toBe(9);
});

it('stops requesting a smoothing that is gone', async () => {
  const { ids, smoothing, answer, widths } = mountCompared();
  await answer(0, 5);
  ids.value = ['r', 's', 't'];
  await settle();
  smoothing.value = 0.5;
  await vi.advanceTimersByTimeAsync(200);
  smoothing.value = 0;
  await vi.advanceTimersByTimeAsync(200);
  await answer(1, 5);
  await answer(2, 5);
  await vi.advanceTimersByTimeAsync(500);
  expect(widths().filter((width) => width !== 0)).toEqual([0.5]);
});

it('forgets a run that was removed, even if its curve arrives later', async () => {
  const { ids, answer, raw, result } = mountCompared();
  await answer(0, 5);
  ids.value = ['r', 's'];
  await settle();
  ids.value = ['r'];
  await settle();
  await answer(1, 6);
  await vi.advanceTimersByTimeAsync(2000);
  expect([raw(), raw('s'), result.waiting.value]).toEqual([5, undefined, 0]);
});

it('is silent about a failure once its screen is gone', async () => {
  const { unmount, readManySeries } = mountCompared();
  const before = toasts.length;
  unmount();
  await readManySeries.asked[0]!.fail('late failure');
  expect(toasts).toHaveLength(before);
});
