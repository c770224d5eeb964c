import { AppError, type Dialect, type GivenDialect, type Inspection } from '#api';
import { onScopeDispose, shallowRef, watch } from 'vue';
import { useClient } from '#data';
import { inspectFile } from './import-file.ts';

/** The format of a file: as detected, and as corrected by the user. */
export function useFileInspection(fileOf: () => File) {
  const client = useClient();
  const inspection = shallowRef<Inspection | null>(null);
  /** As last detected, or as set by the user since. */
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

  /** Sets part of the file's format, and has the file read again. */
  function say(said: GivenDialect): void {
    given.value = { ...given.value, ...said };
    if (dialect.value) dialect.value = { ...dialect.value, ...said } as Dialect;
    void inspect();
  }

  return { inspection, dialect, given, failure, say };
}
