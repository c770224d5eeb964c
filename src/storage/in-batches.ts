import { setTimeout } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { isBusy } from './sqlite-errors.ts';

/** How long to wait while another program keeps the database locked, in milliseconds. */
const patienceMs = 15_000;

/**
 * Runs `write` until it returns false, each time in its own transaction. After each one, others get as much time to write, so that running
 * trainings can record.
 */
export async function inBatches(db: Connection, write: () => boolean): Promise<void> {
  const transaction = db.transaction(write);
  let failingSince: number | null = null;
  for (;;) {
    const start = performance.now();
    try {
      if (!transaction.immediate()) return;
      failingSince = null;
    } catch (thrown) {
      failingSince ??= start;
      if (!isBusy(thrown) || performance.now() - failingSince >= patienceMs) throw thrown;
    }
    await setTimeout(performance.now() - start);
  }
}
