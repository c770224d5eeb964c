import type { AnsweredSweepLine } from '#api';
import { useThrottleFn } from '@vueuse/core';
import { computed, shallowRef } from 'vue';
import { useClient } from './useClient.ts';
import { useEvents } from './useEvents.ts';
import { useLatest } from './useLatest.ts';

const reloadEveryMs = 2000;
const mostAtOnce = 100;

/** What the sweeps in view say, read again when runs change. What was read of others is kept. */
export function useSweepAnswers(sweeps: () => readonly string[]) {
  const client = useClient();
  const known = shallowRef<ReadonlyMap<string, AnsweredSweepLine>>(new Map());
  const wanted = computed(() => [...new Set(sweeps())].slice(0, mostAtOnce));
  const { reload } = useLatest(
    () => (wanted.value.length === 0 ? null : wanted.value),
    async (ids) => {
      const answer = await client.answerSweeps({ ids: [...ids] });
      known.value = new Map([...known.value, ...answer.sweeps.map((one) => [one.id, one] as const)]);
    },
    { key: (ids) => ids.join(), settleMs: 60 },
  );
  const reloadSoon = useThrottleFn(() => void reload(), reloadEveryMs, true, true);
  useEvents(({ kind }) => {
    if (kind === 'runsChanged' || kind === 'runsRemoved' || kind === 'historyChanged') void reloadSoon();
  });
  return known;
}
