import type { RunSummary } from '#api';
import { computed } from 'vue';
import { namesKind, useAddress } from '#data';
import { dropMissing } from '../shared/drop-missing.ts';

/** The baseline from the address, otherwise the first run suitable as one. */
export function useBaseline(runs: () => readonly RunSummary[], isRead: () => boolean) {
  const chosen = useAddress<ReadonlySet<string>>('base', namesKind, new Set());
  dropMissing(chosen, () => (isRead() ? new Set(runs().map(({ id }) => id)) : null));
  return {
    /** The run that differences refer to; undefined before all runs are read. */
    baseline: computed(
      () => runs().find(({ id }) => chosen.value.has(id)) ?? (isRead() ? firstBaseline(runs()) : undefined),
    ),
    choose: (id: string): void => void (chosen.value = new Set([id])),
  };
}

/** The first run that neither diverged nor failed, as comparing with one that did makes no sense. If all did, the first of them. */
export function firstBaseline(runs: readonly RunSummary[]): RunSummary | undefined {
  const sound = runs.find(({ divergedAt, status }) => divergedAt === null && status !== 'failed');
  return sound ?? runs[0];
}
