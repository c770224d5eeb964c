import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '#api';

/** Progress of reading files into a staged database. */
export interface Reading {
  /** Whether the import was asked to stop. */
  readonly isStopped: boolean;
  /** How many bytes of the files were read. */
  bytesRead: number;
}

/** How long to work before processing messages, in milliseconds. */
const turnMs = 50;

/** Lets the thread process messages; throws conflict if it was asked to stop. */
export async function yieldToEvents(reading: Reading): Promise<void> {
  await setImmediate();
  if (reading.isStopped) throw new AppError('conflict', 'the import was stopped');
}

/** Calls `work` with each item, and regularly lets the thread process messages, like yieldToEvents. */
export async function inTurns<Item>(
  items: readonly Item[],
  reading: Reading,
  work: (item: Item) => void,
): Promise<void> {
  let until = performance.now() + turnMs;
  for (const item of items) {
    work(item);
    if (performance.now() < until) continue;
    await yieldToEvents(reading);
    until = performance.now() + turnMs;
  }
}

const pieceBytes = 1024 * 1024;

/**
 * The bytes of a staged file, one megabyte at a time; the thread processes messages in between. Each piece is valid only until the next.
 */
export async function* readPieces(file: string, reading: Reading): AsyncGenerator<Uint8Array> {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(pieceBytes);
    for (;;) {
      const length = readSync(descriptor, buffer);
      if (length === 0) return;
      yield buffer.subarray(0, length);
      reading.bytesRead += length;
      await yieldToEvents(reading);
    }
  } finally {
    closeSync(descriptor);
  }
}
