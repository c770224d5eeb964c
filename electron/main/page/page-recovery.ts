import { report } from '#api';

/** What to ask when the page is in trouble. The words are those of a message box. */
export interface PageQuestion {
  readonly message: string;
  readonly detail: string;
  /** What the buttons do, the first one by default. */
  readonly choices: readonly PageChoice[];
}

export type PageChoice = 'wait' | 'reload' | 'quit';

export interface RecoverySurroundings {
  /** Reloads the page, in a new process if its own has ended. */
  readonly reload: () => void;
  /** Ends the page's unresponsive process; `gone` resolves when it has ended. */
  readonly endProcess: () => void;
  /** Asks in front of the window. `signal` takes the question back: then the answer is of no interest. */
  readonly ask: (question: PageQuestion, signal: AbortSignal) => Promise<PageChoice>;
  readonly quit: () => void;
  /** Hears in a line of each trouble. */
  readonly log: (line: string) => void;
  /** Takes what the page is to say when it is there again. */
  readonly leaveNotice: (text: string) => void;
  /** Milliseconds by a clock that nobody sets. */
  readonly now: () => number;
}

/** Brings back a page that died, could not be loaded or hangs. What trains does so in other processes, and is not touched. */
export interface PageRecovery {
  /** The page's process ended. */
  gone(reason: string, exitCode: number): void;
  /** The page could not be loaded, for that reason. */
  failed(reason: string): void;
  /** The page does not answer the mouse and the keyboard. */
  unresponsive(): void;
  /** It does again. */
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
    // A question that cannot be asked must not leave a dead page behind.
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
