import type { ConnectionState } from '#api';
import { watch, type ShallowRef } from 'vue';
import { useHost } from './host.ts';

/** Whether the host can be reached, and lets this page in. */
export function useConnection(): Readonly<ShallowRef<ConnectionState>> {
  return useHost().connection;
}

/** Calls `reload` each time that the host is found again: events may have been missed meanwhile. */
export function useReconnected(reload: () => void): void {
  watch(useConnection(), (state, before) => {
    if (state === 'open' && before !== 'open') reload();
  });
}
