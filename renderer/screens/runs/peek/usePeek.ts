import { isLive, overviewPoints, type RunDetail, type RunSeries } from '#api';
import { useThrottleFn } from '@vueuse/core';
import { computed } from 'vue';
import { useClient, useEvents, useLatest, useReconnected, useRunStore } from '#data';
import { peekedMetrics, type PeekedRun } from '../../../figures/peek.ts';
import { nearestPreset, type Base } from './nearest-preset.ts';

/** Curves of more runs than this are a tangle; Compare takes them all. */
export const mostPeeked = 24;
/** While an arrow key is held, rows pass faster than anybody looks at them; in milliseconds. */
const settlesAfterMs = 40;
const liveRefreshMs = 1000;
/** Points of each metric over all runs together. */
const pointsInAll = 12_000;

/** What the pane shows: all of it was read together, so that nothing in it belongs to another run. */
export interface Peek {
  readonly runs: readonly PeekedRun[];
  /** How many were requested, of which `runs` are the first. */
  readonly of: number;
  readonly metric: string;
  /** For a single run. */
  readonly detail: RunDetail | null;
  /** What a single run is compared with: a fork with its parent, others with the nearest preset. */
  readonly base: Base | null;
}

/** Reads the curves of a few runs, and notes and base of a single one. The previous content stays until the next is there. */
export function usePeek(ids: () => readonly string[], metric: () => string) {
  const client = useClient();
  const store = useRunStore();
  const wanted = (): readonly string[] => ids().slice(0, mostPeeked);

  const { value, error, isStale, reload } = useLatest(
    () => (ids().length === 0 ? null : { ids: wanted(), of: ids().length, metric: metric() }),
    async (asked, signal) => {
      const [only] = asked.ids.length === 1 ? asked.ids : [];
      const [{ runs }, detail] = await Promise.all([
        client.readManySeries({
          ids: [...asked.ids],
          metrics: [...peekedMetrics(asked.metric)],
          maxPoints: Math.min(overviewPoints, Math.floor(pointsInAll / asked.ids.length)),
        }),
        only === undefined
          ? null
          : store.read(client.getRun({ id: only }), (run) => (signal.aborted ? [] : [run])),
      ]);
      const base = detail && (await readBase(detail));
      return { ...asked, series: new Map(runs.map(({ id, series }) => [id, series])), detail, base };
    },
    { key: JSON.stringify, settleMs: settlesAfterMs },
  );

  async function readBase({ branch, config }: RunDetail): Promise<Base> {
    if (branch === null) return nearestPreset(config);
    // Of a deleted parent, at most the name is left.
    return client.getRun({ id: branch.parentId }).catch(() => nearestPreset(config));
  }

  const reloadSoon = useThrottleFn(() => void reload(), liveRefreshMs, true, true);
  useEvents((event) => {
    if (event.kind === 'historyChanged') void reload();
    if (event.kind !== 'runsChanged') return;
    const changed = event.runs.filter(({ id }) => wanted().includes(id));
    if (changed.some(({ status }) => !isLive(status))) void reload();
    else if (changed.length > 0) void reloadSoon();
  });
  useReconnected(() => void reload());

  const peek = computed((): Peek | null => {
    const read = value.value;
    if (read === null) return null;
    const empty: RunSeries['series'] = {};
    const runs = read.ids.flatMap((id): PeekedRun[] => {
      const run = store.byId.get(id);
      return run ? [{ run, series: read.series.get(id) ?? empty }] : [];
    });
    const { of, metric: shown, detail, base } = read;
    return runs.length === 0 ? null : { runs, of, metric: shown, detail, base };
  });
  return { peek, error, isStale, reload };
}
