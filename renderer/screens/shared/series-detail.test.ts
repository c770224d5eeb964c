import type { RunSeries, SeriesMetric } from '#api';
import { expect, it } from 'vitest';
import { shallowRef } from 'vue';
import { answeredLater, mountComposable, settle } from '../../data/composable-fixture.ts';
import type { AxisRange } from '../../figure/ticks.ts';
import { useSeries } from './useSeries.ts';
import { withDetail } from './useSeriesDetail.ts';

const every = (from: number, to: number, step: number) =>
  Float64Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
const line = (epochs: Float64Array, thinned = true) => ({ epochs, values: epochs.map((at) => -at), thinned });

it('what is read in detail replaces what is known of those epochs', () => {
  const known = new Map([['dataLoss' as const, line(every(0, 100, 10))]]);
  const detail = { series: { dataLoss: line(every(28, 32, 1), false) } };
  const points = withDetail(known, detail).get('dataLoss')!;
  expect([...points.epochs]).toEqual([0, 10, 20, 28, 29, 30, 31, 32, 40, 50, 60, 70, 80, 90, 100]);
  expect(points.values).toEqual(points.epochs.map((at) => -at));
  expect(points.thinned).toBe(true);
});

it('what the detail does not contain stays as it is', () => {
  const known = new Map<SeriesMetric, ReturnType<typeof line>>([
    ['dataLoss', line(every(0, 9, 1))],
    ['validationLoss', line(every(0, 9, 3))],
  ]);
  const points = withDetail(known, { series: { dataLoss: line(new Float64Array()) } });
  expect([...points]).toEqual([...known]);
});

it('a limited number of points is requested, and for a long run the zoomed part once more', async () => {
  const readSeries = answeredLater<Record<string, unknown>, RunSeries>();
  const view = shallowRef<AxisRange | null>(null);
  const { result } = mountComposable(
    () =>
      useSeries(
        () => 'a',
        () => ['dataLoss'],
        { view: () => view.value },
      ),
    { readSeries },
  );
  const asked = { id: 'a', metrics: ['dataLoss'], fromEpoch: 0, maxPoints: 32_768 };
  expect(readSeries.asked.map(({ input }) => input)).toEqual([{ ...asked, thinning: 'stretches' }]);
  const answer = (epochs: Float64Array) => ({
    id: 'a',
    epochsDone: 100_001,
    series: { dataLoss: line(epochs) },
  });
  await readSeries.asked[0]!.answer(answer(every(0, 100_000, 1000)));
  view.value = { min: 500, max: 520 };
  await settle();
  expect(readSeries.asked[1]!.input).toEqual({ ...asked, fromEpoch: 490, toEpoch: 530 });
  await readSeries.asked[1]!.answer(answer(every(490, 530, 1)));
  await settle();
  expect(result.points.value.get('dataLoss')!.epochs.length).toBe(101 + 41);
});
