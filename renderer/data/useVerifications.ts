import type { RunVerification } from '#api';
import { shallowRef } from 'vue';
import { attempt } from './attempt.ts';
import { useClient, useEvents, useReconnected } from './host.ts';
import { useLatest } from './useLatest.ts';

/** Verifications of these runs, i.e. training them again to see whether they give the same bits, followed live. */
export function useVerifications(ids: () => readonly string[]) {
  const client = useClient();
  /** The state of those runs that have been read. */
  const byId = shallowRef<ReadonlyMap<string, RunVerification>>(new Map());
  const put = (told: readonly RunVerification[]): void => {
    const wanted = new Set(ids());
    const news = told.filter(({ id }) => wanted.has(id)).map((one) => [one.id, one] as const);
    if (news.length > 0) byId.value = new Map([...byId.value, ...news]);
  };

  const { error, isLoading, reload } = useLatest(
    () => (ids().length === 0 ? null : ids()),
    async (wanted, signal) => {
      const { verifications } = await client.readVerifications({ ids: [...wanted] });
      if (!signal.aborted) put(verifications);
    },
    { key: (wanted) => wanted.join() },
  );
  useEvents((event) => {
    if (event.kind !== 'verificationsChanged') return;
    put(event.verifications);
    // The pending answer may be older.
    if (isLoading.value) void reload();
  });
  useReconnected(() => void reload());

  return {
    byId,
    error,
    async start(wanted: readonly string[]): Promise<void> {
      await attempt(async () => put((await client.startVerification({ ids: [...wanted] })).verifications));
    },
    async stop(wanted: readonly string[]): Promise<void> {
      await attempt(() => client.stopVerification({ ids: [...wanted] }));
    },
  };
}
