import { AppError, type DesktopClient, type QueueTest } from '#api';
import { computed, ref, shallowRef, watch } from 'vue';
import { formatSentence } from '#words';
import { attempt, useDesktop, useDesktopValue } from '#data';

/** The address of the desktop's queue, to type, test and save. `setting` is null in a browser, and until it is known. */
export function useQueueSetting() {
  const desktop = useDesktop();
  const setting = useDesktopValue((client) => client.getQueueSetting());
  const typed = ref('');
  const answer = shallowRef<QueueTest | null>(null);
  const refusal = ref<string | null>(null);
  const busy = ref<'testing' | 'keeping' | null>(null);

  // The last answer was about the address typed then.
  watch(typed, () => ([answer.value, refusal.value] = [null, null]), { flush: 'sync' });

  async function ask(
    what: NonNullable<typeof busy.value>,
    work: (client: DesktopClient, address: string) => Promise<void>,
  ): Promise<void> {
    if (desktop === null || busy.value !== null) return;
    const address = typed.value;
    busy.value = what;
    [answer.value, refusal.value] = [null, null];
    try {
      await work(desktop, address);
    } catch (thrown) {
      if (typed.value === address) refusal.value = formatSentence(AppError.from(thrown).message);
    } finally {
      busy.value = null;
    }
  }

  const test = (): Promise<void> =>
    ask('testing', async (client, address) => {
      const said = await client.testQueue({ address });
      if (typed.value === address) answer.value = said;
    });
  const keep = (): Promise<void> =>
    ask('keeping', async (client, address) => {
      setting.value = await client.setQueue({ address });
      typed.value = '';
    });
  const forget = (): Promise<void> =>
    attempt(async () => {
      if (desktop) setting.value = await desktop.forgetQueue();
    });

  return {
    ...{ setting, typed, answer, refusal, busy, test, keep, forget },
    hasTyped: computed(() => typed.value.trim() !== ''),
  };
}
