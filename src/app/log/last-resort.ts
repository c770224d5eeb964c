import type { Log } from './log-file.ts';
import { describeDefect } from './log-text.ts';

/** How long to wait for every row to be stored after an unhandled error, in milliseconds. */
const closeTimeoutMs = 10_000;

export interface LastResort {
  readonly log: Log;
  /** Tells the user immediately. Must not wait. */
  readonly say: (message: string) => void;
  /** Interrupts training runs, with every row stored. */
  readonly close: () => Promise<void>;
  /** Ends the process with exit code 1. */
  readonly end: (message: string) => void;
}

/**
 * Handles errors that nothing else handled: the process is in an unknown state, so it logs the error, reports it, stores every row that it
 * has and exits; interrupted runs can be resumed. Returns a function that removes the handler.
 */
export function endOnDefect({ log, say, close, end }: LastResort): () => void {
  let ending = false;

  function onDefect(thrown: unknown): void {
    const isLogged = log.lastWords(`unhandled: ${describeDefect(thrown)}`);
    if (ending) return; // further errors on the way out are ignored
    ending = true;
    const message = defectMessage(thrown, isLogged ? log.file : null);
    say(message);
    let over = false;
    const finish = (): void => {
      if (over) return;
      over = true;
      end(message);
    };
    setTimeout(finish, closeTimeoutMs);
    close().then(finish, (failure: unknown) => {
      log.lastWords(`shutting down after an internal error failed: ${describeDefect(failure)}`);
      finish();
    });
  }

  process.on('uncaughtException', onDefect);
  // On its own Electron only warns about these.
  process.on('unhandledRejection', onDefect);
  return () => {
    process.off('uncaughtException', onDefect);
    process.off('unhandledRejection', onDefect);
  };
}

function defectMessage(thrown: unknown, file: string | null): string {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const details = file === null ? `Details: ${describeDefect(thrown)}` : `Details are in ${file}`;
  return (
    `Lambdascope has to close after an internal error: ${reason}. Every recorded epoch is kept, and what was training can be ` +
    `resumed. ${details}`
  );
}
