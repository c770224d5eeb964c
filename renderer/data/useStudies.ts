import { studies, type Study } from '#api';
import { useAction } from './useAction.ts';
import { useArrival } from './useArrival.ts';
import { useClient } from './host.ts';

/** The guided studies, and functions that start one and show its page. Failures are shown. */
export function useStudies() {
  const client = useClient();
  const leave = useArrival();
  const { run: start, busy } = useAction(async ({ definition }: Study) => {
    const arrive = leave();
    const { id } = await client.createSweep({ definition });
    await arrive(`/sweeps/${id}`);
  });
  return { studies, busy, start };
}
