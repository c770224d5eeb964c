import { estimateTrainingMs, type Place, type RunConfig } from '#api';
import type { WorkerView } from '#workers';
import type { Services } from './services.ts';

/** Number of past runs that an estimate is based on. */
const consideredRuns = 50;

/**
 * Estimated time to train `configs` at a place with the slots available there now, in milliseconds, based on how fast this history
 * trained before; null if there are none, because no worker is there.
 */
export async function estimateTimeMs(
  { store, compute, training }: Pick<Services, 'store' | 'compute' | 'training'>,
  configs: readonly RunConfig[],
  place: Place = 'here',
): Promise<number | null> {
  const here = place === 'workers' ? 0 : compute.concurrency;
  const slots = here + (place === 'here' ? 0 : await workerSlots(training.queue?.view));
  if (slots === 0) return null;
  const { runs } = await store.listRuns({
    filter: '',
    trashed: false,
    sort: 'created',
    descending: true,
    fields: [],
    offset: 0,
    limit: consideredRuns,
  });
  const trained = runs.filter(({ status }) => status === 'completed');
  return estimateTrainingMs(configs, trained) / Math.max(1, Math.min(slots, configs.length));
}

/** Number of runs that workers would train at the same time. */
async function workerSlots(view: WorkerView | undefined): Promise<number> {
  const workers = (await view?.read())?.workers ?? [];
  const takers = workers.filter(
    ({ state, refusal, trouble }) => state === 'ready' && refusal === null && trouble === null,
  );
  return takers.reduce((sum, { slots }) => sum + (slots ?? 0), 0);
}
