import { AppError, report } from '#api';
import type { Recovery } from '#storage';
import { describeDefect } from './log/index.ts';
import type { Services } from './services.ts';
import { troubleOf } from './trouble.ts';

/** How often to check whether another process has written. */
const lookIntervalMs = 1000;
/** How often to look for runs whose process has died while this host is running. */
const recoveryIntervalMs = 10_000;
/** How often to check whether a folder that was opened read-only is writable. */
const reopeningIntervalMs = 2000;
/** How often to count the cores. */
const coresIntervalMs = 5000;
/** How often to check whether a day is over. */
const dayIntervalMs = 600_000;

/** Settles the runs that dead processes left; a host trains those that were queued there. */
export function createSettling({
  store,
  training,
  events,
  log,
}: Pick<Services, 'store' | 'training' | 'events' | 'log'>): Services['settle'] {
  return async (asked = []) => {
    const recovery: Recovery = await store.recoverRuns(asked, training.hasQueue);
    const { interrupted, requeued, away } = recovery;
    if (interrupted.length > 0) {
      log.write('warning', `interrupted, because their process has ended: ${interrupted.join(' ')}`);
      events.runsChanged(interrupted);
    }
    if (requeued.length > 0) {
      log.write('info', `taken over from the queue of a process that has ended: ${requeued.join(' ')}`);
      const { runs, unreadable } = await store.findRuns(requeued);
      training.submit(runs);
      for (const { id, problem } of unreadable) await training.refuse(id, `it cannot be read: ${problem}`);
    }
    if (away.length > 0) {
      log.write('info', `trained by workers for a process that has ended: ${away.join(' ')}`);
      const { runs, unreadable } = await store.findRuns(away);
      await training.adopt(runs);
      for (const { id, problem } of unreadable) await training.refuse(id, `it cannot be read: ${problem}`);
    }
    return recovery;
  };
}

/**
 * Settles what other processes left, and from then on checks periodically for changes made by others. `onDefect` receives unexpected
 * errors. What they left of imports is deleted after `onSettled`. Returns a function that stops it and waits for the current round.
 */
export async function runMaintenance(
  services: Services,
  onDefect: (thrown: unknown) => void,
  onSettled: () => Promise<void>,
): Promise<() => Promise<void>> {
  const { store, training, events, settle, log, folder, deletion, compute } = services;

  async function look(): Promise<void> {
    if (!(await hasChanged())) return;
    events.historyChanged();
    await training.follow();
  }

  async function hasChanged(): Promise<boolean> {
    try {
      const changed = await store.changedElsewhere();
      folder.set(null);
      return changed;
    } catch (thrown) {
      const problem = AppError.from(thrown);
      if (problem.code === 'databaseMoved') {
        folder.set(troubleOf(problem));
        return false;
      }
      return true; // the client that now reads the lists gets to see the error
    }
  }

  async function reopen(): Promise<void> {
    if (store.readOnly === null) return;
    await store.openToWrite();
    if (store.readOnly !== null) return;
    folder.opened();
    events.historyChanged();
    deletion.wake();
    await settle();
  }

  async function attempt(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (thrown) {
      // A full disk or a long lock: the next round may succeed, or the next start.
      if (AppError.from(thrown).code === 'internal') throw thrown;
      log.write('warning', `will be retried: ${describeDefect(thrown)}`);
    }
  }

  /** Never runs two rounds at a time: on a slow disk a round is skipped while one is running. Returns a function that stops it. */
  function every(intervalMs: number, action: () => Promise<unknown>): () => Promise<void> {
    let underway: Promise<void> | null = null;
    const timer = setInterval(() => {
      underway ??= attempt(action).finally(() => (underway = null));
      report(underway, onDefect);
    }, intervalMs).unref();
    return async () => {
      clearInterval(timer);
      await underway;
    };
  }

  /** Trashes the runs that were to be kept only for the day, once it is over. */
  async function clearDay(): Promise<void> {
    if (store.readOnly !== null) return;
    const midnight = new Date(new Date().setHours(0, 0, 0, 0));
    const trashed = await store.trashPassing(midnight.toISOString());
    if (trashed.length > 0) events.runsChanged(trashed);
  }

  await attempt(settle);
  await attempt(clearDay);
  const leftovers = attempt(async () => {
    await onSettled();
    await store.forgetImportLeftovers();
    await store.deleteTableLeftovers();
  });
  report(leftovers, onDefect);
  const looking = every(lookIntervalMs, look);
  const recovering = every(recoveryIntervalMs, async () => {
    await settle();
    await store.deleteTableLeftovers();
  });
  const reopening = every(reopeningIntervalMs, reopen);
  const clearing = every(dayIntervalMs, clearDay);
  const counting = every(coresIntervalMs, compute.recount);
  return async () => {
    await Promise.allSettled([leftovers, looking(), recovering(), reopening(), clearing(), counting()]);
  };
}
