import type { CommandArguments } from '#api';
import { useThrottleFn } from '@vueuse/core';
import { computed } from 'vue';
import { useClient } from '../../data/useClient.ts';
import { useEvents } from '../../data/useEvents.ts';
import { useLatest } from '../../data/useLatest.ts';

const reloadEveryMs = 3000;

/** In which of `fields`, and in which paths of their configs, the runs that are listed differ; null until it is known. */
export function useDifferingFields(
  selection: () => Pick<CommandArguments<'listRuns'>, 'filter' | 'trashed' | 'archived' | 'sweepId'>,
  fields: () => readonly string[],
  isAsked: () => boolean,
) {
  const client = useClient();
  const { value, reload } = useLatest(
    () => (isAsked() ? { ...selection(), fields: [...fields()] } : null),
    (question) => client.differingFields(question),
    { key: JSON.stringify },
  );
  const reloadSoon = useThrottleFn(() => void reload(), reloadEveryMs, true, true);
  useEvents(({ kind }) => {
    if (kind === 'runsChanged' || kind === 'runsRemoved' || kind === 'historyChanged') void reloadSoon();
  });
  return computed(() => value.value && new Set(value.value.fields));
}
