import { AppError, type TableDetail, type TableSummary } from '#api';
import { shallowRef, watch, type ShallowRef } from 'vue';
import { useClient } from '../../composables/useClient.ts';

/** A look into a table, read again when it gets other runs. The last one stays until then, if it is of the same table. */
export function useTableDetail(table: () => Pick<TableSummary, 'digest' | 'runs'>): {
  readonly detail: Readonly<ShallowRef<TableDetail | null>>;
  readonly error: Readonly<ShallowRef<AppError | null>>;
  readonly reload: () => Promise<void>;
} {
  const client = useClient();
  const detail = shallowRef<TableDetail | null>(null);
  const error = shallowRef<AppError | null>(null);

  async function reload(): Promise<void> {
    const { digest } = table();
    error.value = null;
    if (detail.value?.digest !== digest) detail.value = null;
    try {
      const answer = await client.getTable({ digest });
      if (digest === table().digest) detail.value = answer;
    } catch (thrown) {
      if (digest === table().digest) error.value = AppError.from(thrown);
    }
  }
  watch([() => table().digest, () => table().runs], () => void reload(), { immediate: true });

  return { detail, error, reload };
}
