import type { Log } from './log-file.ts';
import { describeDefect } from './log-text.ts';

/** How long to wait for every row to be stored once something is badly wrong. */
const closeTimeoutMs = 10_000;

export interface LastResort {
  readonly log: Log;
  /** Says it where the user looks, at once. Must not wait. */
  readonly say: (message: string) => void;
  /** Interrupts what trains, with every row stored. */
  readonly close: () => Promise<void>;
  /** Ends the process with the exit code 1. */
  readonly end: (message: string) => void;
}

/**
 * What a process does with an error that nobody handled: it is in no known state, so it logs it, says so, stores every row
 * that it has and ends; what trained can be resumed. Returns a function that takes the handler away.
 */
export function endOnDefect({ log, say, close, end }: LastResort): () => void {
  let ending = false;

  function onDefect(thrown: unknown): void {
    const isLogged = log.lastWords(`unhandled: ${describeDefect(thrown)}`);
    if (ending) return; // whatever else breaks on the way out
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
  // By itself Electron only warns of these.
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
