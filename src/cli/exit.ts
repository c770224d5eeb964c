import { AppError, type ErrorCode } from '#api';
import { printable } from './printable.ts';
import { say } from './say.ts';

/** The meaning of the exit codes. */
export const exitCode = { done: 0, failed: 1, badUsage: 2, interrupted: 130 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
/** Called with how a command ended; without a call it counts as done. */
export type Done = (code: ExitCode) => void;

/** The user's input does not work; the message says what was given and what is allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /** Lines below the message, such as the input with a mark under the error. */
  readonly pointing: readonly string[];

  constructor(message: string, pointing: readonly string[] = []) {
    super(message);
    this.pointing = pointing;
  }
}

/** Nobody reads the output any more (`| head`), which is not an error. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

const usageCodes: readonly ErrorCode[] = ['invalidInput', 'notFound', 'conflict', 'folderMissing'];

/** Reports the error on stderr, in one line, and returns the exit code. */
export function reportError(thrown: unknown): ExitCode {
  const code = exitCodeOf(thrown);
  if (code === exitCode.done) return code;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const debug = Boolean(process.env.LAMBDASCOPE_DEBUG);
  if (debug) process.stderr.write(`error: ${printable(error.stack ?? error.message)}\n`);
  else say(`error: ${error.message}`);
  if (error instanceof UsageError) error.pointing.forEach(say);
  return code;
}

/** The exit code of a command that threw this. */
export function exitCodeOf(thrown: unknown): ExitCode {
  if (thrown instanceof OutputClosed) return exitCode.done;
  const isUsage =
    thrown instanceof UsageError || (thrown instanceof AppError && usageCodes.includes(thrown.code));
  return isUsage ? exitCode.badUsage : exitCode.failed;
}
