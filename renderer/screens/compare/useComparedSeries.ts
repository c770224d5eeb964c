import { isLive, type RunSeries, type SeriesMetric } from '#api';
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { AxisRange } from '#figure';
import { toast, useClient, useEvents, useReconnected } from '#data';
import { pointsPerRun } from './points-per-run.ts';

/** What has been read of one run: all epochs and, while zoomed into a run with too many, the interval around the view in more detail. */
export interface ComparedPoints {
  readonly overview: RunSeries['series'];
  readonly detail: { readonly range: AxisRange; readonly series: RunSeries['series'] } | null;
}

export interface ComparedSeries {
  readonly points: Readonly<ShallowRef<ReadonlyMap<string, ComparedPoints>>>;
  /** The same, smoothed by the host, for runs too long to be read whole. */
  readonly smoothed: Readonly<ShallowRef<ReadonlyMap<string, ComparedPoints>>>;
  /** Number of runs whose curves are still being read. */
  readonly waiting: Readonly<ShallowRef<number>>;
}

const requestsAtOnce = 2;
/** A request costs as much as reading its runs, and one for many whole runs holds up everything else the host has to read. */
const wholeRunsPerRequest = 10;
const runsPerRequest = 100;
const zoomSettlesMs = 140;
const liveRefreshMs = 1000;
const publishAfterMs = 300;
/** Drawing more runs than this takes so long that doing it in between would hold up the rest. */
const manyRuns = 40;

interface Job {
  readonly id: string;
  readonly range: AxisRange | null;
  readonly smoothing: number;
}

/**
 * Curves of many runs, several runs per request, drawn as they arrive. Zooming reads the visible stretch again for runs too long to be read
 * whole, so that raw points appear; runs in training are read again once a second.
 */
export function useComparedSeries(
  ids: () => readonly string[],
  metrics: () => readonly SeriesMetric[],
  /** The visible epochs of a run, null for all. */
  view: (id: string) => AxisRange | null,
  smoothing: () => number,
  /** Whether every epoch is needed, as for means and differences. */
  isWhole: () => boolean,
): ComparedSeries {
  const client = useClient();
  const points = shallowRef<ReadonlyMap<string, ComparedPoints>>(new Map());
  const smoothed = shallowRef<ReadonlyMap<string, ComparedPoints>>(new Map());
  const waiting = shallowRef(0);
  const known = new Map<string, ComparedPoints>();
  const averaged = new Map<string, ComparedPoints>();
  const stale = new Set<string>(); // runs that have grown since they were read
  let queue: Job[] = [];
  let active = 0;
  let generation = 0;
  let publishing: ReturnType<typeof setTimeout> | undefined;
  let settle: ReturnType<typeof setTimeout> | undefined;

  function add(jobs: readonly Job[]): void {
    queue = queue.filter((job) => job.smoothing === 0 || job.smoothing === smoothing());
    // A run needs each kind of reading once; the newest request for it counts.
    const kind = (job: Job): string => `${job.id} ${job.range === null} ${job.smoothing > 0}`;
    const replaced = new Set(jobs.map(kind));
    queue = [...queue.filter((job) => !replaced.has(kind(job))), ...jobs];
    while (active < requestsAtOnce && queue.length > 0) void work();
  }

  async function work(): Promise<void> {
    active++;
    for (let jobs = nextJobs(); jobs.length > 0; jobs = nextJobs()) await read(jobs);
    active--;
  }

  /** The first in the queue, with others that the same request can cover. */
  function nextJobs(): Job[] {
    const [first] = queue;
    if (!first) return [];
    const alike = queue.filter(
      ({ range, smoothing: wanted }) =>
        wanted === first.smoothing && range?.min === first.range?.min && range?.max === first.range?.max,
    );
    const isPicture = first.range === null && first.smoothing === 0 && !isWhole();
    const jobs = alike.slice(0, isPicture ? runsPerRequest : wholeRunsPerRequest);
    queue = queue.filter((job) => !jobs.includes(job));
    return jobs;
  }

  async function read(jobs: readonly Job[]): Promise<void> {
    const mine = generation;
    const { range, smoothing: wanted } = jobs[0]!;
    try {
      const { runs } = await client.readManySeries({
        ids: jobs.map(({ id }) => id),
        metrics: [...metrics()],
        maxPoints: pointsPerRun(ids().length, isWhole() || range !== null),
        ...(wanted > 0 ? { smoothing: wanted } : {}),
        ...(range === null ? {} : { fromEpoch: range.min, toEpoch: range.max }),
      });
      // It is useless if it was smoothed differently from what is chosen now.
      if (mine !== generation || (wanted > 0 && wanted !== smoothing())) return;
      const present = new Set(ids());
      for (const { id, series } of runs) if (present.has(id)) take(id, series, range, wanted);
    } catch (thrown) {
      if (mine === generation) toast.error(thrown);
    }
    if (mine === generation) publish();
  }

  function take(id: string, series: RunSeries['series'], range: AxisRange | null, wanted: number): void {
    const into = wanted > 0 ? averaged : known;
    const before = into.get(id) ?? { overview: {}, detail: null };
    into.set(
      id,
      range === null
        ? { ...before, overview: { ...before.overview, ...series } }
        : { ...before, detail: { range, series } },
    );
    if (wanted === 0 && smoothing() > 0 && range === null && isThinned(id)) whole([id], smoothing());
  }

  /** Answers arrive close together: drawing them in groups leaves the page free in between. */
  function publish(): void {
    const complete = waiting.value > 0 && missingCurves() === 0;
    if (complete || points.value.size === 0) show();
    else publishing ??= setTimeout(show, publishAfterMs * (ids().length > manyRuns ? 4 : 1));
  }

  function show(): void {
    clearTimeout(publishing);
    publishing = undefined;
    points.value = new Map(known);
    smoothed.value = new Map(averaged);
    waiting.value = missingCurves();
  }

  function missingCurves(): number {
    const shown = metrics()[0]!;
    return ids().filter((id) => !known.get(id)?.overview[shown]).length;
  }

  const whole = (wanted: readonly string[], average = 0): void =>
    add(wanted.map((id) => ({ id, range: null, smoothing: average })));
  const isThinned = (id: string): boolean =>
    Object.values(known.get(id)?.overview ?? {}).some((one) => one?.thinned);

  /** Reads the visible stretch of every run for which only thinned points are known, and of those in `again` once more. */
  function readDetail(again: ReadonlySet<string> = new Set()): void {
    const jobs = ids()
      .filter(isThinned)
      .flatMap((id): Job[] => {
        const range = view(id);
        if (!range) return [];
        const margin = (range.max - range.min) / 2;
        const around = {
          min: Math.max(0, Math.floor(range.min - margin)),
          max: Math.ceil(range.max + margin),
        };
        if (around.max < 0) return [];
        const isStale = (of: Map<string, ComparedPoints>): boolean =>
          again.has(id) || !covers(of.get(id)?.detail, range);
        return [
          ...(isStale(known) ? [{ id, range: around, smoothing: 0 }] : []),
          ...(smoothing() > 0 && isStale(averaged) ? [{ id, range: around, smoothing: smoothing() }] : []),
        ];
      });
    add(jobs);
  }

  watch(
    () => [metrics().join(), isWhole()].join(),
    () => {
      generation++;
      queue = [];
      averaged.clear();
      waiting.value = ids().length;
      whole(ids());
      readDetail();
    },
    { immediate: true },
  );
  watch(ids, (now, before) => {
    const present = new Set(now);
    for (const of of [known, averaged]) for (const id of of.keys()) if (!present.has(id)) of.delete(id);
    whole(now.filter((id) => !before.includes(id)));
    publish();
  });
  watch([() => ids().map(view), smoothing], ([, now], [, before]) => {
    if (now !== before) averaged.clear();
    clearTimeout(settle);
    settle = setTimeout(() => {
      if (smoothing() > 0 && now !== before) whole(ids().filter(isThinned), smoothing());
      readDetail();
    }, zoomSettlesMs);
  });

  useEvents((event) => {
    if (event.kind !== 'runsChanged') return;
    const compared = event.runs.filter(({ id }) => ids().includes(id));
    for (const run of compared) stale.add(run.id);
    const ended = compared.filter(({ status }) => !isLive(status)).map(({ id }) => id);
    ended.forEach((id) => stale.delete(id));
    whole(ended);
  });
  useReconnected(() => whole(ids()));
  const ticker = setInterval(() => {
    if (stale.size === 0) return;
    whole([...stale]);
    readDetail(stale);
    stale.clear();
  }, liveRefreshMs);

  onScopeDispose(() => {
    generation++;
    queue = [];
    clearInterval(ticker);
    clearTimeout(settle);
    clearTimeout(publishing);
  });

  return { points, smoothed, waiting };
}

/** Whether `detail` covers the view without being much coarser than it could be. */
function covers(detail: ComparedPoints['detail'] | undefined, range: AxisRange): boolean {
  if (!detail) return false;
  const fine = detail.range.max - detail.range.min <= (range.max - range.min) * 4;
  return fine && detail.range.min <= range.min && detail.range.max >= range.max;
}
