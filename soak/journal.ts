import { appendFileSync } from 'node:fs';

/** What happened, in a file line by line, and in numbers. */
export interface Journal {
  note(text: string): void;
  /** Counts something that is reported at the end. */
  count(what: string, times?: number): void;
  /** Reports a broken invariant. */
  fault(text: string): void;
  readonly faults: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
}

/** Writes to `file`; faults go to standard output as well. `where` returns the current round. */
export function createJournal(file: string, where: () => string): Journal {
  const faults: string[] = [];
  const counts = new Map<string, number>();
  const note = (text: string): void =>
    appendFileSync(file, `${new Date().toISOString()} ${where()}: ${text}\n`);
  return {
    note,
    count: (what, times = 1) => void counts.set(what, (counts.get(what) ?? 0) + times),
    fault(text) {
      faults.push(`${where()}: ${text}`);
      note(`FAULT ${text}`);
      console.log(`FAULT in ${where()}: ${text}`);
    },
    faults,
    counts,
  };
}
