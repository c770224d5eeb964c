import type { Waiting } from '#api';
import type { Log } from './log/index.ts';
import { lasting, type Trouble } from './trouble.ts';

/** Whether anything can be stored in the data folder. */
export interface FolderState {
  /** Why not; null when it can. */
  readonly current: Waiting | null;
  /** To be told what the last look at it found. */
  set(trouble: Trouble | null): void;
}

/** `changed` is called when the answer changes, and the log says so. */
export function createFolderState(log: Log, changed: () => void): FolderState {
  let current: Waiting | null = null;
  return {
    get current() {
      return current;
    },
    set(trouble) {
      const before = current;
      current = lasting(before, trouble);
      if (current === before) return;
      if (current === null) log.write('info', 'the data folder can be written again');
      else log.write('warning', `${current.reason}; ${current.advice}`);
      changed();
    },
  };
}
