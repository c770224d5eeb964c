import { AppError, type RunSeries, type Series, type SeriesMetric } from '#api';
import { onScopeDispose, shallowRef, watch } from 'vue';
import { useClient } from '../../data/useClient.ts';
import { useReconnected } from '../../data/useConnection.ts';
import { useEvents } from '../../data/useEvents.ts';
import { createSeriesBuffer, type BufferedPoints, type SeriesBuffer } from '../../figure/series-buffer.ts';

export type MetricPoints = BufferedPoints;
export type RunPoints = ReadonlyMap<SeriesMetric, MetricPoints>;

const minUpdateMs = 80; // about a dozen updates a second: smooth, and half the work of the 20 allowed

/**
 * All points of one run, followed while it trains: an event that the run has grown fetches only the epochs after
 * the last known one, one request at a time and about twelve a second. At most `most` points of a metric are kept, with every
 * extreme; without it all are.
 */
export function useSeries(id: () => string, metrics: () => readonly SeriesMetric[], most = Infinity) {
  const client = useClient();
  /** Every recorded point of each metric, or what is kept of them. A new map per update; what did not grow keeps its object. */
  const points = shallowRef<RunPoints>(new Map());
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
    if (busy || disposed) return;
    busy = true;
    const mine = generation;
    try {
      const answer = await client.readSeries({
        ...{ id: id(), metrics: [...metrics()], fromEpoch: known },
        ...(most < Infinity && { maxPoints: most / 2 }),
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
    for (const [metric, series] of Object.entries(answer.series) as [SeriesMetric, Series][]) {
      const buffer = buffers.get(metric) ?? createSeriesBuffer({ most });
      buffers.set(metric, buffer);
      buffer.append(series);
    }
    known = Math.max(known, answer.epochsDone);
    error.value = null;
    points.value = new Map([...buffers].map(([metric, buffer]) => [metric, buffer.view()]));
  }

  function later(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void fetchMore();
    }, minUpdateMs);
  }

  function restart(): void {
    generation++;
    buffers = new Map();
    known = 0;
    wanted = 0;
    points.value = new Map();
    loading.value = true;
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

  return { points, loading, error, reload: restart };
}

export type UsedSeries = ReturnType<typeof useSeries>;
