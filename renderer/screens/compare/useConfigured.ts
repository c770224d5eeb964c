import type { RunSummary } from '#api';
import { computed, type ComputedRef } from 'vue';
import { steadyList } from '../../data/steady-list.ts';

export type ConfiguredRun = Pick<RunSummary, 'config'>;

/** Runs as far as their configs go: what follows from these is not worked out again whenever one of the runs trains on. */
export function useConfigured(runs: () => readonly ConfiguredRun[]): ComputedRef<readonly ConfiguredRun[]> {
  const configs = steadyList(() => runs().map(({ config }) => config));
  return computed(() => configs.value.map((config) => ({ config })));
}
