import type { Mailbox } from './mailbox.ts';

/** Rows wait roughly this long at most before they are sent. */
const flushMs = 75;
/** A batch with this many rows is sent; storing them takes about 10 milliseconds. */
const rowsPerBatch = 2048;

/** Recorded rows on their way to the host. */
export interface RowBatch {
  /** Room for the next row. */
  next(): Float64Array;
  /** Adds the row that was just written to `next()` to the batch. */
  add(): void;
  readonly isFull: boolean;
  /** True if it is full or its rows have waited long enough. */
  readonly isDue: boolean;
  flush(): Promise<void>;
}

export function createRowBatch(mailbox: Mailbox, rowLength: number): RowBatch {
  const rows = new Float64Array(rowsPerBatch * rowLength);
  let count = 0;
  let sentAt = performance.now();
  return {
    next: () => rows.subarray(count * rowLength, (count + 1) * rowLength),
    add: () => void (count += 1),
    get isFull() {
      return count === rowsPerBatch;
    },
    get isDue() {
      return count === rowsPerBatch || performance.now() - sentAt >= flushMs;
    },
    async flush() {
      if (count > 0) await mailbox.sendRows(rows.subarray(0, count * rowLength), count);
      count = 0;
      sentAt = performance.now();
    },
  };
}
