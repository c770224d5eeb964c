import { printableLine } from './printable.ts';

/** Says one line to the person at the terminal, on stderr. */
export function say(line: string): void {
  process.stderr.write(`${printableLine(line)}\n`);
}
