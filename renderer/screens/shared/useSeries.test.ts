import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AppEvent, RunSeries } from '#api';
import { createApp, effectScope, shallowRef, type EffectScope } from 'vue';
import { mountComposable } from '../../data/composable-fixture.ts';
import { installHost, type Host } from '../../data/host.ts';
import { useSeries, type UsedSeries } from './useSeries.ts';

/** A run whose data loss at epoch e is 100 - e, with `done` epochs recorded. */
let done = 0;
let asked: number[] = [];
let emit: (event: AppEvent) => void = () => undefined;
let scope: EffectScope;

function readSeries({ fromEpoch = 0 }: { fromEpoch?: number }): Promise<RunSeries> {
  asked.push(fromEpoch);
  const epochs = Float64Array.from(
    { length: Math.max(0, done - fromEpoch) },
    (_, index) => fromEpoch + index,
  );
  const values = epochs.map((epoch) => 100 - epoch);
  return Promise.resolve({
    id: 'r',
    epochsDone: done,
    series: { dataLoss: { epochs, values, thinned: false } },
  });
}

function start(): UsedSeries {
  const app = createApp({});
  installHost(app, {
    client: { readSeries },
    connection: shallowRef('open'),
    onEvent: (listener: typeof emit) => {
      emit = listener;
      return () => undefined;
    },
  } as unknown as Host);
  scope = effectScope();
  return app.runWithContext(() =>
    scope.run(() =>
      useSeries(
        () => 'r',
        () => ['dataLoss'],
      ),
    ),
  )!;
}

const grown = (epochsDone: number): AppEvent => {
  done = epochsDone;
  return { kind: 'runsChanged', runs: [{ id: 'r', epochsDone } as never] };
};
const valuesOf = (used: UsedSeries): number[] => [...(used.points.value.get('dataLoss')?.values ?? [])];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

it('reads everything once, then only what is new', async () => {
  done = 3;
  const used = start();
  expect(used.loading.value).toBe(true);
  await vi.runAllTimersAsync();
  expect(valuesOf(used)).toEqual([100, 99, 98]);
  expect(used.loading.value).toBe(false);

  emit(grown(5));
  await vi.runAllTimersAsync();
  expect(valuesOf(used)).toEqual([100, 99, 98, 97, 96]);
  expect(asked).toEqual([0, 3]);
});

it('answers many events with one request, and those that bring nothing new with none', async () => {
  done = 1;
  const used = start();
  await vi.runAllTimersAsync();
  for (const epochsDone of [2, 3, 4]) emit(grown(epochsDone));
  await vi.runAllTimersAsync();
  emit(grown(4));
  await vi.runAllTimersAsync();
  expect(asked).toEqual([0, 1]);
  expect(valuesOf(used)).toEqual([100, 99, 98, 97]);
});

it('stops asking when its screen is gone', async () => {
  done = 1;
  start();
  await vi.runAllTimersAsync();
  scope.stop();
  emit(grown(9));
  await vi.runAllTimersAsync();
  expect(asked).toEqual([0]);
});

it('keeps, for metrics that are read together, the epochs of the first one', async () => {
  const every = (step: number, from: number) =>
    Float64Array.from({ length: 100_000 / step }, (_, index) => from + index * step);
  const read = ({ fromEpoch = 0 }) => {
    const validated = every(10, fromEpoch);
    const lines = { validationLoss: validated, dataLoss: validated };
    const series = Object.entries(lines).map(([metric, epochs]) => [
      metric,
      { epochs, values: epochs.map((epoch) => Math.sin(epoch)), thinned: false },
    ]);
    return Promise.resolve({ id: 'r', epochsDone: fromEpoch + 100_000, series: Object.fromEntries(series) });
  };
  const { result, emit: tell } = mountComposable(
    () =>
      useSeries(
        () => 'r',
        () => ['validationLoss', 'dataLoss'],
        { isTogether: true, most: 12_000 },
      ),
    { readSeries: read },
  );
  await vi.runAllTimersAsync();
  expect(result.points.value.get('validationLoss')!.epochs.length).toBe(10_000);
  tell({ kind: 'runsChanged', runs: [{ id: 'r', epochsDone: 200_000 } as never] });
  await vi.runAllTimersAsync();
  const { validationLoss, dataLoss } = Object.fromEntries(result.points.value);
  expect(validationLoss!.epochs.length).toBeLessThanOrEqual(6000);
  expect(dataLoss).toEqual(validationLoss);
  expect(dataLoss!.thinned).toBe(true);
});
