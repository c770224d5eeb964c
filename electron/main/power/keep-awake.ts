import type { PowerSaveBlocker } from 'electron';

/** Keeps the machine from sleeping while asked to; on macOS this also prevents App Nap. */
export interface KeepAwake {
  set(wanted: boolean): void;
}

export function createKeepAwake(blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>): KeepAwake {
  let blocking: number | null = null;
  return {
    set(wanted) {
      if (wanted) blocking ??= blocker.start('prevent-app-suspension');
      else if (blocking !== null) {
        blocker.stop(blocking);
        blocking = null;
      }
    },
  };
}
