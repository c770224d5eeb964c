import type { AnsweredSweepLine } from '#api';
import { useThrottleFn } from '@vueuse/core';
import { computed, shallowRef } from 'vue';
import { useClient, useEvents, useReconnected } from './host.ts';
import { useLatest } from './useLatest.ts';

const reloadEveryMs = 2000;
const mostAtOnce = 100;

/** The conclusions of the sweeps in view, read again when their runs change. Those of other sweeps are kept as last read. */
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
  useEvents((event) => {
    const isTouched =
      event.kind === 'runsChanged'
        ? event.runs.some(({ sweepId }) => sweepId !== null && wanted.value.includes(sweepId))
        : event.kind === 'runsRemoved' || event.kind === 'historyChanged';
    if (isTouched) void reloadSoon();
  });
  useReconnected(() => void reload());
  return known;
}
