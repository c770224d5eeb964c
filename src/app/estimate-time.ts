import { estimateTrainingMs, type RunConfig } from '#api';
import type { Services } from './services.ts';

/** Runs of the history that an estimate looks at. */
const consideredRuns = 50;

/** Time that training `configs` takes with the host's present concurrency, in milliseconds, from how fast it trained before. */
export async function estimateTimeMs(
  { store, compute }: Pick<Services, 'store' | 'compute'>,
  configs: readonly RunConfig[],
): Promise<number> {
  const { runs } = await store.listRuns({
    filter: '',
    trashed: false,
    sort: 'createdAt',
    descending: true,
    offset: 0,
    limit: consideredRuns,
  });
  const trained = runs.filter(({ status }) => status === 'completed');
  return estimateTrainingMs(configs, trained) / Math.max(1, Math.min(compute.concurrency, configs.length));
}
