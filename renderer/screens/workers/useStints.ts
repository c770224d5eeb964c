import { useIntervalFn } from '@vueuse/core';
import { useClient } from '../../data/useClient.ts';
import { useReconnected } from '../../data/useConnection.ts';
import { useLatest, type Latest } from '../../data/useLatest.ts';
import type { Stints } from '#api';

const refreshMs = 3000;

/** Who trained what in the last `minutes`, read every few seconds. */
export function useStints(minutes: () => number): Latest<Stints> {
  const client = useClient();
  const latest = useLatest(minutes, (span) => client.readStints({ sinceMs: span * 60_000 }));
  useIntervalFn(() => void latest.reload(), refreshMs);
  useReconnected(() => void latest.reload());
  return latest;
}
