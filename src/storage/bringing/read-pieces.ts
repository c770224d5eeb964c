import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '#api';

/** Whether what goes on was stopped meanwhile. */
export interface Stoppable {
  readonly isStopped: boolean;
}

/** Lets the thread hear whether it is stopped; throws conflict when it is. */
export async function goOn(stoppable: Stoppable): Promise<void> {
  await setImmediate();
  if (stoppable.isStopped) throw new AppError('conflict', 'the import was stopped');
}

const pieceBytes = 1024 * 1024;

/** The bytes of a staged file, a megabyte at a time; in between the thread hears whether it is stopped. Each piece is valid until the next. */
export async function* readPieces(file: string, stoppable: Stoppable): AsyncGenerator<Uint8Array> {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(pieceBytes);
    for (;;) {
      const length = readSync(descriptor, buffer);
      if (length === 0) return;
      yield buffer.subarray(0, length);
      await goOn(stoppable);
    }
  } finally {
    closeSync(descriptor);
  }
}
