import { AppError, isLive } from '#api';
import { shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { assignSlots } from '#figure';
import { addressWriter, steadyList, useClient, useEvents, useReconnected, useRunStore } from '#data';
import { pinnedFirst, useArrangement, type Arrangement } from './useArrangement.ts';

/** The runs named in the address, followed live. The address is the state: it can be bookmarked and shared. */
export function useComparedRuns() {
  const route = useRoute();
  const router = useRouter();
  const client = useClient();
  const store = useRunStore();
  /** Runs that could not be read, with the reason. */
  const failures = shallowRef<ReadonlyMap<string, AppError>>(new Map());
  const slots = shallowRef<ReadonlyMap<string, number>>(new Map());

  /** As in the address, without duplicates, pinned ones first. */
  const ids = steadyList(() => {
    const given = route.query['runs'];
    const text = typeof given === 'string' ? given : '';
    return pinnedFirst([...new Set(text.split(',').filter((id) => id !== ''))], arrangement.pinned.value);
  });
  /** Those already read, in the order of `ids`. */
  const runs = steadyList(() =>
    ids.value.flatMap((id) => {
      const run = store.byId.get(id);
      return run ? [run] : [];
    }),
  );

  const arrangement: Arrangement = useArrangement(() => ids.value, set);

  async function read(wanted: readonly string[]): Promise<void> {
    if (wanted.length === 0) return;
    const found = new Map<string, AppError | null>(wanted.map((id) => [id, null]));
    try {
      const answer = await store.read(client.readRuns({ ids: [...wanted] }), ({ runs: found }) => found);
      for (const { id, error } of answer.failures) found.set(id, AppError.fromData(error));
    } catch (thrown) {
      for (const id of wanted) found.set(id, AppError.from(thrown));
    }
    // Another read may have failed for others meanwhile.
    const failed = [...failures.value, ...found].filter(([id]) => ids.value.includes(id));
    failures.value = new Map([...new Map(failed)].flatMap(([id, error]) => (error ? [[id, error]] : [])));
  }

  /** The event of a live run's end may have been missed while there was no connection. */
  const isUnsure = (id: string): boolean => {
    const known = store.byId.get(id);
    return known === undefined || isLive(known.status);
  };

  watch(
    [ids, arrangement.colours],
    ([now, chosen]) => {
      slots.value = assignSlots(now, new Map([...slots.value, ...Object.entries(chosen)]));
      failures.value = new Map([...failures.value].filter(([id]) => now.includes(id)));
      void read(now.filter(isUnsure));
    },
    { immediate: true },
  );
  useReconnected(() => void read(ids.value));
  useEvents((event) => {
    if (event.kind === 'historyChanged') void read(ids.value);
  });

  function set(next: readonly string[]): void {
    const isSameRuns = next.length === ids.value.length && next.every((id) => ids.value.includes(id));
    addressWriter(router)[isSameRuns ? 'write' : 'enter']('runs', next.join(',') || undefined);
  }

  return { ids, runs, slots, failures, set, arrangement };
}
