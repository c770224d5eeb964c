import { studies, type Study } from '#api';
import { ref, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { useClient } from './useClient.ts';
import { useToasts } from './useToasts.ts';

/** The guided studies, and what starts one and shows its page. Failures are shown. */
export function useStudies(): {
  readonly studies: readonly Study[];
  /** True while one is being started. */
  readonly busy: Ref<boolean>;
  start(study: Study): Promise<void>;
} {
  const client = useClient();
  const router = useRouter();
  const { toast } = useToasts();
  const busy = ref(false);

  async function start({ definition }: Study): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      const { id } = await client.createSweep({ definition });
      await router.push(`/sweeps/${id}`);
    } catch (thrown) {
      toast.error(thrown);
    } finally {
      busy.value = false;
    }
  }
  return { studies, busy, start };
}
