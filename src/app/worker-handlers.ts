import { AppError, type Handlers, type Workers } from '#api';

/** What is known of the workers of this host's queue, and what they can be asked. */
export interface WorkerView {
  /** Answers with the queue's `trouble` where it cannot be asked. */
  list(): Promise<Workers>;
  /** These two reject with notFound when the worker is gone, and with connectionLost when the queue cannot be asked. */
  drain(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** @param view null where no queue is set */
export function createWorkerHandlers(
  view: WorkerView | null,
): Pick<Handlers, 'listWorkers' | 'drainWorker' | 'removeWorker'> {
  function required(): WorkerView {
    if (view !== null) return view;
    throw new AppError(
      'conflict',
      'no queue is set, so there are no workers; set one with --queue or in Settings',
    );
  }
  return {
    listWorkers: () => view?.list() ?? { queue: null, workers: [] },
    async drainWorker({ id }) {
      await required().drain(id);
      return null;
    },
    async removeWorker({ id }) {
      await required().remove(id);
      return null;
    },
  };
}
