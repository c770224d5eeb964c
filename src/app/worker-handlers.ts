import { AppError, type Handlers, type QueueState, type Worker, type Workers } from '#api';
import type { QueueSight, SeenWorker, WorkerView } from '#workers';
import { sinceNow, isKnown } from './live-runs.ts';
import type { Services } from './services.ts';

/** A queue as it was set for the host. */
export interface SeenQueue {
  readonly view: WorkerView;
  readonly source: QueueState['source'];
}

type WorkerCommand = 'listWorkers' | 'drainWorker' | 'removeWorker' | 'readStints';

/** @param queue returns null if none is set */
export function createWorkerHandlers(
  { store, live }: Pick<Services, 'store' | 'live'>,
  queue: () => SeenQueue | null,
): Pick<Handlers, WorkerCommand> {
  let trouble: QueueState['trouble'] = null;

  function required(): WorkerView {
    const set = queue();
    if (set !== null) return set.view;
    throw new AppError(
      'conflict',
      'no queue is set, so there are no workers; set one with --queue or in Settings',
    );
  }

  async function describe({ view, source }: SeenQueue): Promise<Workers> {
    const sight = await view.read();
    if (!isKnown(trouble, sight.trouble)) trouble = sinceNow(sight.trouble);
    const ids = (await store.awayRuns()).map(({ id }) => id);
    const { queued, running, epochsLeft } = live.left(ids);
    return {
      queue: {
        ...{ address: view.address, source, trouble, otherHosts: sight.otherHosts },
        ...{ waitingRuns: queued, trainingRuns: running, epochsLeft },
        remainingMs: remainingMs(epochsLeft, sight),
      },
      workers: await named(sight.workers),
    };
  }

  /** Adds the names of this host's runs; a deleted run is shown like one of another host. */
  async function named(workers: readonly SeenWorker[]): Promise<Worker[]> {
    const ids = workers.flatMap(({ training }) => training.flatMap(({ runId }) => runId ?? []));
    const { runs } = await store.findRuns([...new Set(ids)]);
    const byId = new Map(runs.map(({ id, name, config: { epochs } }) => [id, { id, name, epochs }]));
    return workers.map((worker) => ({
      ...worker,
      training: worker.training.map(({ runId, ...rest }) => ({
        ...rest,
        run: (runId === null ? undefined : byId.get(runId)) ?? null,
      })),
    }));
  }

  return {
    listWorkers() {
      const set = queue();
      return set === null ? { queue: null, workers: [] } : describe(set);
    },
    async drainWorker({ id }) {
      await required().drain(id);
      return null;
    },
    async removeWorker({ id }) {
      await required().remove(id);
      return null;
    },
    async readStints({ sinceMs }) {
      const now = Date.now();
      const [from, until] = [now - sinceMs, now].map((time) => new Date(time).toISOString()) as [
        string,
        string,
      ];
      return { from, until, ...(await store.listStints(from)) };
    },
  };
}

/** null while no worker trains a run of this host. */
function remainingMs(epochsLeft: number, { workers }: QueueSight): number | null {
  const ours = workers.flatMap(({ training }) => training.filter(({ runId }) => runId !== null));
  const speed = ours.reduce((sum, { epochsPerSecond }) => sum + epochsPerSecond, 0);
  return speed > 0 ? (epochsLeft / speed) * 1000 : null;
}
