import { setImmediate } from 'node:timers/promises';
import { isPassing, type RunOutcome } from '#api';
import type { Store } from '#storage';

interface WaitingEnd extends PromiseWithResolvers<undefined> {
  readonly id: string;
  readonly outcome: RunOutcome;
}

/** Resolves when the end is on disk. */
export type EndRun = (id: string, outcome: RunOutcome) => Promise<void>;

/** Writes the ends of runs. Each write waits for the disk, so ends that arrive together, or while others are being written, share one. */
export function createEndWriter(store: Pick<Store, 'endRuns'>): EndRun {
  let waiting: WaitingEnd[] = [];
  let work: Promise<void> | null = null;

  async function write(ends: readonly WaitingEnd[]): Promise<void> {
    try {
      await store.endRuns(ends.map(({ id, outcome }) => [id, outcome]));
      for (const { resolve } of ends) resolve(undefined);
    } catch (thrown) {
      // An end that can never be written must not prevent the others.
      if (ends.length > 1 && !isPassing(thrown)) for (const end of ends) await write([end]);
      else for (const { reject } of ends) reject(thrown);
    }
  }

  async function writeAll(): Promise<void> {
    await setImmediate(); // ends in the same turn of the event loop are written together
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
