import { studies, type Study } from '#api';
import { useRouter } from 'vue-router';
import { useAction } from './useAction.ts';
import { useClient } from './useClient.ts';

/** The guided studies, and what starts one and shows its page. Failures are shown. */
export function useStudies() {
  const client = useClient();
  const router = useRouter();
  const { run: start, busy } = useAction(async ({ definition }: Study) => {
    const { id } = await client.createSweep({ definition });
    await router.push(`/sweeps/${id}`);
  });
  return { studies, busy, start };
}
