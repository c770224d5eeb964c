import {
  AppError,
  type Answer,
  type AppEventListener,
  type Dispatch,
  type OpeningStep,
  type StartState,
} from '#api';
import type { Lambdascope } from '#app';

export interface HistoryOptions {
  /** Opens the history, once per attempt. `signal` cancels it; it then rejects soon. */
  readonly open: (signal: AbortSignal, onStep: (step: OpeningStep) => void) => Promise<Lambdascope>;
  /** Called when it is open, before anyone is notified. */
  readonly onOpen: (lambdascope: Lambdascope) => void;
  /** Called on every change of `state`. */
  readonly onState: (state: StartState) => void;
}

/** The history of the app: first being opened, then either open or failed. */
export interface History {
  readonly state: StartState;
  /** Null until it is open. */
  readonly current: Lambdascope | null;
  /** Refuses every command until it is open. */
  readonly dispatch: Dispatch;
  /** Listens to its events once it is open. Returns a function that removes the listener. */
  onEvent(listener: AppEventListener): () => void;
  /** Tries to open it; resolves when it is open or has failed (see `state`). One attempt at a time. */
  open(): Promise<void>;
  /** Stores every row and frees the folder. Cancels an attempt to open it, and waits a moment for that. */
  close(): Promise<void>;
  /** True if SQLite did not return in that moment: its thread would delay the end of the process. */
  readonly isHeldUp: boolean;
}

/** How long closing waits for an attempt to open, in milliseconds. */
const patienceMs = 1000;

export function createHistory({ open, onOpen, onState }: HistoryOptions): History {
  let state: StartState = opening;
  let current: Lambdascope | null = null;
  let trying: Promise<void> | null = null;
  let isHeldUp = false;
  const closing = new AbortController();
  const listeners = new Set<AppEventListener>();

  function enter(next: StartState): void {
    if (closing.signal.aborted) return;
    state = next;
    onState(next);
  }

  async function attempt(): Promise<void> {
    enter(opening);
    try {
      const opened = await open(closing.signal, (step) => enter({ kind: 'opening', step }));
      current = opened;
      if (closing.signal.aborted) return;
      opened.onEvent((event) => listeners.forEach((listen) => listen(event)));
      onOpen(opened);
      enter({ kind: 'opened' });
    } catch (thrown) {
      enter({ kind: 'failed', error: AppError.from(thrown).toData() });
    }
  }

  return {
    get state() {
      return state;
    },
    get current() {
      return current;
    },
    dispatch: async (name, input) => (current === null ? notOpen : current.dispatch(name, input)),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: () => (trying ??= attempt().finally(() => (trying = null))),
    get isHeldUp() {
      return isHeldUp;
    },
    async close() {
      closing.abort();
      isHeldUp = trying !== null && !(await settlesSoon(trying));
      await current?.close();
    },
  };
}

const opening: StartState = { kind: 'opening', step: null };

const notOpen: Answer = {
  ok: false,
  error: { code: 'conflict', message: 'the history is not open yet; try again when it is' },
};

async function settlesSoon(promise: Promise<void>): Promise<boolean> {
  const { promise: patience, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, patienceMs, false);
  const settled = await Promise.race([promise.then(() => true), patience]);
  clearTimeout(timer);
  return settled;
}
