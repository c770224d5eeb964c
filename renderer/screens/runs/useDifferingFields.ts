import type { CommandArguments } from '#api';
import { computed } from 'vue';
import { useClient } from '../../data/useClient.ts';
import { useLatest } from '../../data/useLatest.ts';
import { useRunsMoved } from '../../data/useRunsMoved.ts';

const reloadEveryMs = 3000;

/** In which of `fields`, and in which config paths, the listed runs differ; null until it is known. */
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
  useRunsMoved(reload, reloadEveryMs);
  return computed(() => value.value && new Set(value.value.fields));
}
