import type { Worker } from '#api';
import { attempt } from '../../data/attempt.ts';
import { useClient } from '../../data/useClient.ts';
import { toast } from '../../data/toasts.ts';

/** What can be asked of a worker. Failures are shown; `changed` is called after each successful action. */
export function useWorkerActions(changed: () => void) {
  const client = useClient();
  const ask = (work: () => Promise<unknown>, said: string): Promise<void> =>
    attempt(work).then((answer) => {
      if (answer !== undefined) toast.info(said);
      changed();
    });
  return {
    drain: ({ id, name }: Worker) =>
      ask(() => client.drainWorker({ id }), `${name} finishes what it trains, then leaves.`),
    remove: ({ id, name }: Worker) => ask(() => client.removeWorker({ id }), `${name} was asked to leave.`),
  };
}
