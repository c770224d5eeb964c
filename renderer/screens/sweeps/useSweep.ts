import { AppError, isLive, type SweepDetail } from '#api';
import { shallowRef } from 'vue';
import { useClient, useEvents, useReconnected } from '#data';
import { useReloading } from './useReloading.ts';
import { withProgress } from './sweep-progress.ts';

/** One sweep by id, read again when its runs move. */
export function useSweep(id: string) {
  const client = useClient();
  /** As last read, with the progress of its runs from events. */
  const sweep = shallowRef<SweepDetail | null>(null);
  /** The same, but a new object only when a run has ended or the grid has changed: the source of numbers and figures. */
  const settled = shallowRef<SweepDetail | null>(null);
  const error = shallowRef<AppError | null>(null);
  let standing = '';

  function put(answer: SweepDetail): void {
    sweep.value = answer;
    const next = standingOf(answer);
    if (next !== standing) settled.value = answer;
    standing = next;
  }

  const reload = useReloading(async () => {
    try {
      put(await client.getSweep({ id }));
      error.value = null;
    } catch (thrown) {
      error.value = AppError.from(thrown);
    }
  });

  reload();
  useReconnected(reload);
  useEvents((event) => {
    if (event.kind === 'historyChanged' || event.kind === 'runsRemoved') reload();
    if (event.kind !== 'runsChanged') return;
    const mine = event.runs.filter((run) => run.sweepId === id);
    if (mine.length === 0) return;
    // On a busy host the next read may take seconds.
    if (sweep.value) sweep.value = withProgress(sweep.value, mine);
    reload();
  });

  return { sweep, settled, error, reload };
}

/** What the numbers of a sweep depend on. */
function standingOf({ name, definition, members, confirmations }: SweepDetail): string {
  const ends = members.map(({ id, status }) => (status && isLive(status) ? 'live' : `${id} ${status}`));
  const confirmed = confirmations.map(({ id, progress }) => [id, progress === 1]);
  return JSON.stringify([name, definition.axes, definition.seeds, ends, confirmed]);
}
