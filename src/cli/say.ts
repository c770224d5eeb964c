import { printableLine } from './printable.ts';

/** Prints one line for the user, on stderr. */
export function say(line: string): void {
  process.stderr.write(`${printableLine(line)}\n`);
}
