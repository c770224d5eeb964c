import type { ConnectionState } from '#api';
import { watch, type ShallowRef } from 'vue';
import { useHost } from './host.ts';

/** Whether the host can be reached and lets this page in. */
export function useConnection(): Readonly<ShallowRef<ConnectionState>> {
  return useHost().connection;
}

/** Calls `reload` after each reconnection to the host: events may have been missed. */
export function useReconnected(reload: () => void): void {
  watch(useConnection(), (state, before) => {
    if (state === 'open' && before !== 'open') reload();
  });
}
