import type { RunSummary } from '#api';
import { computed, type ComputedRef } from 'vue';
import { steadyList } from '#data';

export type ConfiguredRun = Pick<RunSummary, 'config'>;

/** Runs reduced to their configs: what is derived from these is not recomputed with every update of a training run. */
export function useConfigured(runs: () => readonly ConfiguredRun[]): ComputedRef<readonly ConfiguredRun[]> {
  const configs = steadyList(() => runs().map(({ config }) => config));
  return computed(() => configs.value.map((config) => ({ config })));
}
