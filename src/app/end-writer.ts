import { setImmediate } from 'node:timers/promises';
import { isPassing, type RunOutcome } from '#api';
import type { Store } from '#storage';

interface WaitingEnd extends PromiseWithResolvers<undefined> {
  readonly id: string;
  readonly outcome: RunOutcome;
}

/** Resolves when the disk has it. */
export type EndRun = (id: string, outcome: RunOutcome) => Promise<void>;

/**
 * Writes the ends of runs. Each costs a wait for the disk, so those that come at the same time, or while others are written,
 * share one.
 */
export function createEndWriter(store: Pick<Store, 'endRuns'>): EndRun {
  let waiting: WaitingEnd[] = [];
  let work: Promise<void> | null = null;

  async function write(ends: readonly WaitingEnd[]): Promise<void> {
    try {
      await store.endRuns(ends.map(({ id, outcome }) => [id, outcome]));
      for (const { resolve } of ends) resolve(undefined);
    } catch (thrown) {
      // One that can never be written takes none with it.
      if (ends.length > 1 && !isPassing(thrown)) for (const end of ends) await write([end]);
      else for (const { reject } of ends) reject(thrown);
    }
  }

  async function writeAll(): Promise<void> {
    await setImmediate(); // what ends in this turn of the event loop is written together
    while (waiting.length > 0) {
      const ends = waiting;
      waiting = [];
      await write(ends);
    }
    work = null;
  }

  return (id, outcome) => {
    const end = { id, outcome, ...Promise.withResolvers<undefined>() };
    waiting.push(end);
    work ??= writeAll();
    return end.promise;
  };
}
