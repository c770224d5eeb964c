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
  /** Opens it, once for each try. `signal` takes it back: then it rejects soon. */
  readonly open: (signal: AbortSignal, onStep: (step: OpeningStep) => void) => Promise<Lambdascope>;
  /** Called when it is open, before anybody hears of it. */
  readonly onOpen: (lambdascope: Lambdascope) => void;
  /** Hears of every change of `state`. */
  readonly onState: (state: StartState) => void;
}

/** The history of the app: first being opened, then there or not. */
export interface History {
  readonly state: StartState;
  /** Null until it is open. */
  readonly current: Lambdascope | null;
  /** Refuses every command until it is open. */
  readonly dispatch: Dispatch;
  /** Hears of what happens in it once it is open. Returns a function that ends that. */
  onEvent(listener: AppEventListener): () => void;
  /** Tries to open it, and resolves when it is open or has failed: `state` tells which. One try at a time. */
  open(): Promise<void>;
  /** Stores every row and frees the folder; takes back what is being opened. */
  close(): Promise<void>;
}

export function createHistory({ open, onOpen, onState }: HistoryOptions): History {
  let state: StartState = opening(null);
  let current: Lambdascope | null = null;
  let trying: Promise<void> | null = null;
  const closing = new AbortController();
  const listeners = new Set<AppEventListener>();

  function enter(next: StartState): void {
    if (closing.signal.aborted) return;
    state = next;
    onState(next);
  }

  async function attempt(): Promise<void> {
    enter(opening(null));
    try {
      const opened = await open(closing.signal, (step) => enter(opening(step)));
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
    async close() {
      closing.abort();
      await trying;
      await current?.close();
    },
  };
}

const notOpen: Answer = {
  ok: false,
  error: { code: 'conflict', message: 'the history is not open yet; try again when it is' },
};

function opening(step: OpeningStep | null): StartState {
  return { kind: 'opening', step, since: new Date().toISOString() };
}
