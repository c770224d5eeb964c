import { readFileSync, readlinkSync } from 'node:fs';

/** The file in which Linux counts what this thread reads, for other threads of the process; null on other systems. */
export function readCounter(): string | null {
  try {
    return `/proc/${readlinkSync('/proc/thread-self')}/io`;
  } catch {
    return null;
  }
}

/** Bytes that a thread has read so far, even while it is deep in a SQLite statement; null if unknown. */
export function bytesReadBy(counter: string | null): number | null {
  if (counter === null) return null;
  try {
    const [, bytes] = /^rchar: (\d+)$/m.exec(readFileSync(counter, 'latin1')) ?? [];
    return bytes === undefined ? null : Number(bytes);
  } catch {
    return null; // the thread has ended
  }
}
