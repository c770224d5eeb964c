import { AppError, type Dialect, type GivenDialect, type Inspection } from '#api';
import { onScopeDispose, shallowRef, watch } from 'vue';
import { useClient } from '../../../data/useClient.ts';
import { inspectFile } from './import-file.ts';

/** How a file is written: as was found out, and as somebody says that it is. */
export function useFileInspection(fileOf: () => File) {
  const client = useClient();
  const inspection = shallowRef<Inspection | null>(null);
  /** As the file was read last, or as somebody said since. */
  const dialect = shallowRef<Dialect | null>(null);
  const given = shallowRef<GivenDialect>({});
  const failure = shallowRef<AppError | null>(null);
  let abort = new AbortController();

  async function inspect(): Promise<void> {
    abort.abort();
    const { signal } = (abort = new AbortController());
    try {
      const found = await inspectFile(client, fileOf(), given.value, signal);
      if (found !== null && !signal.aborted) {
        [inspection.value, dialect.value, failure.value] = [found, found, null];
      }
    } catch (thrown) {
      if (!signal.aborted) [inspection.value, failure.value] = [null, AppError.from(thrown)];
    }
  }

  watch(
    fileOf,
    () => {
      [inspection.value, dialect.value, failure.value, given.value] = [null, null, null, {}];
      void inspect();
    },
    { immediate: true },
  );
  onScopeDispose(() => abort.abort());

  /** Says something of how the file is written, and has it read again. */
  function say(said: GivenDialect): void {
    given.value = { ...given.value, ...said };
    if (dialect.value) dialect.value = { ...dialect.value, ...said } as Dialect;
    void inspect();
  }

  return { inspection, dialect, given, failure, say };
}
