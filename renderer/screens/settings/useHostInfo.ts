import { AppError } from '#api';
import { computed, ref } from 'vue';
import { formatSentence } from '#words';
import { useClient, useLatest, useReconnected } from '#data';

/** What the host says about itself, and its one setting. */
export function useHostInfo() {
  const client = useClient();
  const {
    value: info,
    error,
    reload,
  } = useLatest(
    () => 'host',
    () => client.getHostInfo(),
  );
  const concurrencyError = ref<string | null>(null);
  const typed = ref<unknown>();

  async function save(value: unknown): Promise<void> {
    typed.value = value;
    try {
      // The host checks it against its own schema, and says what is allowed.
      await client.setConcurrency({ concurrency: value as number });
      if (typed.value === value) concurrencyError.value = null;
      await reload();
    } catch (thrown) {
      if (typed.value === value) concurrencyError.value = formatSentence(AppError.from(thrown).message);
    }
  }

  const concurrency = computed<unknown>({
    get: () => typed.value ?? info.value?.concurrency,
    set: (value) => void save(value),
  });

  useReconnected(() => void reload());
  return { info, error, reload, concurrency, concurrencyError };
}
