import { AppError, type HostInfo } from '#api';
import { computed, ref, shallowRef } from 'vue';
import { formatSentence } from '../../components/format.ts';
import { useClient } from '../../composables/useClient.ts';
import { useReconnected } from '../../composables/useConnection.ts';

/** What the host says of itself, and its one setting. */
export function useHostInfo() {
  const client = useClient();
  const info = shallowRef<HostInfo | null>(null);
  const error = shallowRef<AppError | null>(null);
  const concurrencyError = ref<string | null>(null);
  const typed = ref<unknown>();

  async function reload(): Promise<void> {
    try {
      info.value = await client.getHostInfo();
      error.value = null;
    } catch (thrown) {
      error.value = AppError.from(thrown);
    }
  }

  async function save(value: unknown): Promise<void> {
    typed.value = value;
    try {
      // The host checks it by its own schema, and says what is allowed.
      info.value = await client.setConcurrency({ concurrency: value as number });
      concurrencyError.value = null;
    } catch (thrown) {
      if (typed.value === value) concurrencyError.value = formatSentence(AppError.from(thrown).message);
    }
  }

  const concurrency = computed<unknown>({
    get: () => typed.value ?? info.value?.concurrency,
    set: (value) => void save(value),
  });

  void reload();
  useReconnected(() => void reload());
  return { info, error, reload, concurrency, concurrencyError };
}
