import { AppError, type Client, type RunSeries, type Series, type SeriesMetric } from '#api';
import { onScopeDispose, shallowRef, watch } from 'vue';
import { useClient, useEvents, useReconnected } from '#data';
import { type AxisRange, createSeriesBuffer, type Curve, type SeriesBuffer } from '#figure';
import { useSeriesDetail } from './useSeriesDetail.ts';

export type MetricPoints = Curve;
export type RunPoints = ReadonlyMap<SeriesMetric, MetricPoints>;

/** Points per metric: several for each pixel of the widest screen. */
const mostPoints = 65_536;

interface SeriesOptions {
  /** The visible range of epochs; null for all. */
  readonly view?: () => AxisRange | null;
  /** All metrics have exactly the epochs of the first one. */
  readonly isTogether?: boolean;
  readonly most?: number;
  /** The minimum time between two reads. The default is about a dozen per second: smooth, and half the work of the 20 allowed. */
  readonly everyMs?: number;
}

/**
 * The points of a run, followed while it trains: an event that the run has grown fetches only the epochs after the last known one, one
 * request at a time. The number of points kept per metric is limited, but always includes every extreme; if some are left out, the zoomed
 * part has all of them. Without an id nothing is read.
 */
export function useSeries(
  id: () => string | null,
  metrics: () => readonly SeriesMetric[],
  { view = () => null, isTogether = false, most = mostPoints, everyMs = 80 }: SeriesOptions = {},
) {
  const client = useClient();
  /** A new map per update; what did not grow keeps its object. */
  const kept = shallowRef<RunPoints>(new Map());
  const loading = shallowRef(true);
  const error = shallowRef<AppError | null>(null);

  let buffers = new Map<SeriesMetric, SeriesBuffer>();
  let known = 0; // epochs read so far
  let wanted = 0; // epochs that the run has
  let generation = 0;
  let busy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  async function fetchMore(): Promise<void> {
    const run = id();
    if (busy || disposed || run === null) return;
    busy = true;
    const mine = generation;
    try {
      const answer = await client.readSeries({
        ...{ id: run, metrics: [...metrics()], fromEpoch: known, maxPoints: most / 2 },
        thinning: isTogether ? 'together' : 'stretches',
      });
      if (mine === generation) take(answer);
    } catch (thrown) {
      if (mine === generation) error.value = AppError.from(thrown);
    }
    busy = false;
    if (disposed) return;
    if (mine === generation) loading.value = false;
    if (mine !== generation || (known < wanted && !error.value)) later();
  }

  function take(answer: RunSeries): void {
    for (const [metric, series] of pointsOf(answer)) {
      const buffer = buffers.get(metric) ?? createSeriesBuffer({ most });
      buffers.set(metric, buffer);
      buffer.append(series);
    }
    const first = isTogether ? buffers.get(metrics()[0]!)?.view() : undefined;
    if (first?.thinned) for (const buffer of buffers.values()) buffer.keepAt(first.epochs);
    known = Math.max(known, answer.epochsDone);
    error.value = null;
    kept.value = new Map([...buffers].map(([metric, buffer]) => [metric, buffer.view()]));
  }

  function later(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void fetchMore();
    }, everyMs);
  }

  function restart(): void {
    generation++;
    buffers = new Map();
    known = 0;
    wanted = 0;
    kept.value = new Map();
    loading.value = id() !== null;
    error.value = null;
    void fetchMore();
  }

  watch([id, () => metrics().join()], restart, { immediate: true });
  useReconnected(() => void fetchMore());
  useEvents((event) => {
    if (event.kind === 'historyChanged') later();
    if (event.kind !== 'runsChanged') return;
    const run = event.runs.find((changed) => changed.id === id());
    if (!run || run.epochsDone === known) return;
    wanted = run.epochsDone;
    if (run.epochsDone < known) restart();
    else later();
  });
  onScopeDispose(() => {
    disposed = true;
    generation++;
    clearTimeout(timer);
  });

  const points = useSeriesDetail(id, metrics, () => kept.value, view);
  return { points, loading, error, reload: restart };
}

/** Every epoch of a run's metrics, for a file. */
export async function readWhole(
  client: Pick<Client, 'readSeries'>,
  id: string,
  metrics: readonly SeriesMetric[],
): Promise<RunPoints> {
  return pointsOf(await client.readSeries({ id, metrics: [...metrics] }));
}

export function pointsOf({ series }: Pick<RunSeries, 'series'>): RunPoints {
  return new Map(Object.entries(series) as [SeriesMetric, Series][]);
}

export type UsedSeries = ReturnType<typeof useSeries>;
