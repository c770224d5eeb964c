import { AppError, isLive, type RunSummary } from '#api';
import { defineStore } from 'pinia';
import { computed, shallowReactive, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { keepEqual } from './keep-equal.ts';
import { useClient } from './useClient.ts';
import { useReconnected } from './useConnection.ts';
import { useEvents } from './useEvents.ts';
import { useLatest } from './useLatest.ts';

/** Summaries by id, as last heard. Screens read runs through it, so that a live run is live everywhere. */
export const useRunStore = defineStore('runs', () => {
  const byId = shallowReactive(new Map<string, RunSummary>());

  /** Of each read under way, what events have told of runs since it was asked for; null of one that was removed. */
  const readings = new Set<Map<string, RunSummary | null>>();

  function put(runs: readonly RunSummary[]): void {
    for (const run of runs) byId.set(run.id, keepEqual(run, byId.get(run.id)));
  }

  /**
   * Puts what `runsOf` takes of an answer that has just been asked for. It may have left the host before an event that came first:
   * of what was told of meanwhile, the event counts.
   */
  async function read<Answer>(
    asked: Promise<Answer>,
    runsOf: (answer: Answer) => readonly RunSummary[],
  ): Promise<Answer> {
    const told = new Map<string, RunSummary | null>();
    readings.add(told);
    try {
      const answer = await asked;
      const runs = runsOf(answer).map((run) => {
        const news = told.get(run.id);
        return news === undefined ? run : byId.has(run.id) ? null : news;
      });
      put(runs.filter((run) => run !== null));
      return answer;
    } finally {
      readings.delete(told);
    }
  }

  useEvents((event) => {
    if (event.kind === 'runsChanged')
      for (const told of readings) for (const run of event.runs) told.set(run.id, run);
    if (event.kind === 'runsRemoved')
      for (const told of readings) for (const id of event.ids) told.set(id, null);
    // Only what a screen has asked for is kept: a sweep elsewhere must not fill the page's memory.
    if (event.kind === 'runsChanged') put(event.runs.filter((run) => byId.has(run.id)));
    if (event.kind === 'runsRemoved') event.ids.forEach((id) => byId.delete(id));
  });

  return { byId, put, read };
});

/** One run by id: read from the host at once, then followed by events. */
export function useRun(id: MaybeRefOrGetter<string>) {
  const client = useClient();
  const store = useRunStore();
  const { value, error, reload } = useLatest(
    () => toValue(id),
    async (wanted, signal) => {
      try {
        return await store.read(client.getRun({ id: wanted }), (run) => (signal.aborted ? [] : [run]));
      } catch (thrown) {
        // Another process has deleted it.
        if (AppError.from(thrown).code === 'notFound') store.byId.delete(wanted);
        throw thrown;
      }
    },
    { keeps: (next, answered) => next === answered },
  );
  // What is kept of a run, and where it can be resumed, changes with its status.
  watch(
    () => store.byId.get(toValue(id))?.status,
    (_status, before) => {
      if (before !== undefined) void reload();
    },
  );
  useReconnected(() => void reload());
  useEvents((event) => {
    if (event.kind === 'historyChanged') void reload();
    if (event.kind !== 'runsChanged' || !value.value) return;
    const told = event.runs.find((run) => run.id === toValue(id));
    // A run that does not train was edited: its notes may be others.
    if (told && !isLive(told.status)) void reload();
  });

  return {
    /** The live summary; undefined until it is read. */
    run: computed(() => store.byId.get(toValue(id))),
    /** Notes, environment, forks and checkpoints as of the last reload. */
    detail: computed(() => value.value ?? undefined),
    error,
    reload,
  };
}
