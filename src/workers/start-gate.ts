import { createBackOff } from './back-off.ts';

/** After this many consecutive processes died while training, new ones have to wait. */
const deathsInRow = 3;

/** Decides whether a new process may be started: after a failure only later, and one at a time until one trains. */
export interface StartGate {
  /** @param areStarting true while a process is starting that has not yet been seen to work */
  isOpen(areStarting: boolean): boolean;
  /** A process could not be started, or died before it trained anything. */
  failed(reason: string): void;
  /** A process died while training. */
  died(reason: string): void;
  /** A process has begun to train, so starting works. */
  started(): void;
  /** A process has trained a run to its end. */
  finished(): void;
  close(): void;
}

export interface GateEvents {
  /** Another start may be attempted. */
  open(): void;
  /** Why no process is started, whenever that changes; null once one trains. */
  trouble(reason: string | null): void;
}

export function createStartGate({ open, trouble }: GateEvents): StartGate {
  const delay = createBackOff(500, 30_000);
  let timer: NodeJS.Timeout | null = null;
  let reason: string | null = null;
  let deaths = 0;

  function setReason(next: string | null): void {
    if (reason === next) return;
    reason = next;
    trouble(next);
  }

  function close(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  function wait(why: string): void {
    setReason(why);
    // Processes started together fail together, which is one failure.
    timer ??= setTimeout(() => {
      timer = null;
      open();
    }, delay.next());
  }

  function recover(): void {
    if (reason === null) return;
    close();
    delay.reset();
    setReason(null);
    open();
  }

  return {
    isOpen: (areStarting) => timer === null && !(reason !== null && areStarting),
    failed: wait,
    died(why) {
      deaths += 1;
      if (deaths >= deathsInRow) wait(why);
    },
    started() {
      // Processes that die one after the other do start, so starting alone proves nothing.
      if (deaths < deathsInRow) recover();
    },
    finished() {
      deaths = 0;
      recover();
    },
    close,
  };
}
