import { isLive, type Confusion, type RunSummary } from '#api';
import { type Latest, useClient, useLatest } from '#data';
import type { ConfusionSet } from '../../../figures/confusion-words.ts';

/** The confusion matrix of a run's final network on a set, once it has one; read again when the run was continued to another end. */
export function useConfusion(run: () => RunSummary, set: () => ConfusionSet): Latest<Confusion> {
  const client = useClient();
  return useLatest(
    () => {
      const { id, epochsDone, status } = run();
      return isLive(status) ? null : { id, epochsDone, set: set() };
    },
    ({ id, set: wanted }) => client.readConfusion({ id, set: wanted }),
    { key: JSON.stringify, keeps: () => false },
  );
}
