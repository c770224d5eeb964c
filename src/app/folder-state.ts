import type { ErrorCode, Waiting } from '#api';
import type { Trouble } from './live-runs.ts';
import type { Log } from './log/index.ts';
import { readOnlyTrouble } from './trouble.ts';

/** Whether anything can be stored in the data folder. */
export interface FolderState {
  /** Why not; null if it can. */
  readonly current: Waiting | null;
  /** Sets the result of the last check. A folder that was opened read-only stays so until it is opened again. */
  set(trouble: Trouble | null): void;
  /** Call when it was opened for writing. */
  opened(): void;
}

/** `problem` is what kept the folder from being opened for writing. `changed` is called when the answer changes, which is also logged. */
export function createFolderState(problem: ErrorCode | null, log: Log, changed: () => void): FolderState {
  let readOnly = problem;
  let current: Waiting | null = null;
  function set(trouble: Trouble | null): void {
    if (current?.reason === trouble?.reason) return; // keeps the time at which it began
    current = trouble && { ...trouble, since: new Date().toISOString() };
    if (current === null) log.write('info', 'the data folder is writable again');
    else log.write('warning', `${current.reason}; ${current.advice}`);
    changed();
  }
  if (readOnly !== null) set(readOnlyTrouble(readOnly));
  return {
    get current() {
      return current;
    },
    set(trouble) {
      if (readOnly === null) set(trouble);
    },
    opened() {
      readOnly = null;
      set(null);
    },
  };
}
