import { report } from '#api';

/** What quitting needs of the app around it. */
export interface QuitSurroundings {
  /** Asks, if there is a reason to; resolves to false if the user stays. `signal` withdraws the question. A rejection counts as leaving. */
  readonly confirm: (signal: AbortSignal) => Promise<boolean>;
  /** Hides the windows and stores every row. Does not reject. */
  readonly close: () => Promise<void>;
  /** Does the same synchronously, as far as possible. Does not throw. */
  readonly closeNow: () => void;
  /** Done last, after the history is closed, when the user quits; skipped at the end of the session, which does not wait. */
  readonly lastly?: () => void;
  /** Starts the platform's own way out, which calls `beforeQuit` again. */
  readonly quit: () => void;
}

/** The way out: only one request at a time, held up until every row is stored and the folder is free. */
export interface Quitting {
  beforeQuit(event: Preventable): void;
  /** For platforms where the app ends with its last window, which must still be there to ask in. */
  beforeLastWindowCloses(event: Preventable): void;
  /**
   * Quits as `quit` does, but by another way out, which restarts the app or installs an update. With `asks: false`, the user has already
   * agreed.
   */
  quitBy(wayOut: () => void, options?: QuitOptions): void;
  /** Changes how the app ends if it is already quitting; false if it is not. */
  endBy(wayOut: () => void): boolean;
  /** For when nobody can answer: a signal, or the end of the user's session. Works even while the question is open. */
  quitUnasked(): void;
  /** For when the process ends as soon as this returns. */
  leaveNow(): void;
}

export interface QuitOptions {
  readonly asks: boolean;
}

export interface Preventable {
  preventDefault(): void;
}

export function createQuitting(surroundings: QuitSurroundings): Quitting {
  const { confirm, close, closeNow, lastly, quit } = surroundings;
  let state: 'open' | 'asking' | 'closing' | 'closed' = 'open';
  let wayOut = quit;
  let isUnasked = false;
  let question = new AbortController();

  async function ask(): Promise<void> {
    state = 'asking';
    question = new AbortController();
    // An app that cannot ask must still be able to quit: every epoch is stored either way.
    const leaves = await confirm(question.signal).catch(() => true);
    if (question.signal.aborted) return; // somebody has meanwhile decided
    if (leaves) await leave();
    else stay();
  }

  function stay(): void {
    state = 'open';
    wayOut = quit;
  }

  async function leave(): Promise<void> {
    state = 'closing';
    await close();
    state = 'closed';
    if (wayOut === quit && !isUnasked) lastly?.();
    wayOut();
  }

  return {
    beforeQuit(event) {
      if (state === 'closed') return;
      event.preventDefault();
      if (state === 'open') report(ask());
    },
    beforeLastWindowCloses(event) {
      if (state === 'closing' || state === 'closed') return;
      event.preventDefault();
      if (state === 'open') quit();
    },
    quitBy(instead, { asks } = { asks: true }) {
      if (state !== 'open') return;
      wayOut = instead;
      if (asks) quit();
      else report(leave());
    },
    endBy(instead) {
      if (state === 'closed') instead();
      if (state === 'closing') wayOut = instead;
      return state === 'closing' || state === 'closed';
    },
    quitUnasked() {
      isUnasked = true;
      if (state === 'closing' || state === 'closed') return;
      wayOut = quit;
      question.abort();
      report(leave());
    },
    leaveNow() {
      isUnasked = true;
      if (state === 'closed') return;
      question.abort();
      state = 'closed';
      closeNow();
    },
  };
}
