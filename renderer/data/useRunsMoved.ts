import { useThrottleFn } from '@vueuse/core';
import { useEvents } from './host.ts';

/** Calls `reload` when runs are added, removed or changed, however many, at most once per `atMostEveryMs`. */
export function useRunsMoved(reload: () => unknown, atMostEveryMs: number): void {
  const reloadSoon = useThrottleFn(() => void reload(), atMostEveryMs, true, true);
  useEvents(({ kind }) => {
    if (kind === 'runsChanged' || kind === 'runsRemoved' || kind === 'historyChanged') void reloadSoon();
  });
}
