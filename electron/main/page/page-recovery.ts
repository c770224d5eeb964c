import { report } from '#api';

/** What to ask when the page is in trouble. The texts are those of a message box. */
export interface PageQuestion {
  readonly message: string;
  readonly detail: string;
  /** What the buttons do; the first is the default. */
  readonly choices: readonly PageChoice[];
}

export type PageChoice = 'wait' | 'reload' | 'quit';

export interface RecoverySurroundings {
  /** Reloads the page, in a new process if its own has ended. */
  readonly reload: () => void;
  /** Ends the page's unresponsive process; `gone` is called when it has ended. */
  readonly endProcess: () => void;
  /** Asks in front of the window. `signal` withdraws the question; the answer is then ignored. */
  readonly ask: (question: PageQuestion, signal: AbortSignal) => Promise<PageChoice>;
  readonly quit: () => void;
  /** Receives one line about each problem. */
  readonly log: (line: string) => void;
  /** Receives the message that the page is to show when it is back. */
  readonly leaveNotice: (text: string) => void;
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
}

/** Brings back a page that died, hangs, or could not be loaded. Training runs in other processes and is not affected. */
export interface PageRecovery {
  /** The page's process ended. */
  gone(reason: string, exitCode: number): void;
  /** The page could not be loaded, for the given reason. */
  failed(reason: string): void;
  /** The page does not respond to mouse and keyboard. */
  unresponsive(): void;
  /** The page responds again. */
  responsive(): void;
}

/** If the page's process ends twice within this time, in milliseconds, the user is asked. */
const minuteMs = 60_000;

const trainingGoesOn = 'Training continues, and every recorded epoch is kept.';

const cameBack = 'The window stopped working and was reloaded. Training continued; unsaved input is lost.';

export function createPageRecovery(surroundings: RecoverySurroundings): PageRecovery {
  const { reload, endProcess, ask, quit, log, leaveNotice, now } = surroundings;
  let lastGone = -Infinity;
  let question: AbortController | null = null;
  /** The process was ended on purpose. */
  let isEnding = false;

  function put(asked: PageQuestion, act: Readonly<Partial<Record<PageChoice, () => void>>>): void {
    question?.abort();
    const own = (question = new AbortController());
    // If the question cannot be asked, a dead page must not stay.
    const answered = ask(asked, own.signal).catch((): PageChoice => asked.choices[0]!);
    report(
      answered.then((choice) => {
        if (own.signal.aborted) return;
        question = null;
        act[choice]?.();
      }),
    );
  }

  return {
    gone(reason, exitCode) {
      if (reason === 'clean-exit') return; // the window closes
      log(`the window's process ended unexpectedly: ${reason} (exit code ${exitCode})`);
      question?.abort();
      const isAgain = now() - lastGone < minuteMs;
      if (isEnding || !isAgain) {
        lastGone = isEnding ? -Infinity : now();
        if (!isEnding) leaveNotice(cameBack);
        isEnding = false;
        reload();
        return;
      }
      lastGone = -Infinity;
      put(
        {
          message: 'The window stopped working twice within a minute',
          detail: `Its process ended (${reason}). ${trainingGoesOn}`,
          choices: ['reload', 'quit'],
        },
        { reload, quit },
      );
    },
    failed(reason) {
      log(`the window could not be loaded: ${reason}`);
      put(
        {
          message: 'The window could not be loaded',
          detail: `The reason is ${reason}. ${trainingGoesOn}`,
          choices: ['reload', 'quit'],
        },
        { reload, quit },
      );
    },
    unresponsive() {
      log('the window does not respond');
      put(
        {
          message: 'The window does not respond',
          detail: `${trainingGoesOn} Reloading it discards unsaved input.`,
          choices: ['wait', 'reload', 'quit'],
        },
        {
          reload() {
            isEnding = true;
            endProcess();
          },
          quit,
        },
      );
    },
    responsive() {
      log('the window responds again');
      question?.abort();
    },
  };
}
