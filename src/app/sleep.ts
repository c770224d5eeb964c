import { AppError, report } from '#api';
import { describeDefect } from './log/index.ts';
import type { Services } from './services.ts';

/** What to do when the machine goes to sleep and wakes up. */
export interface Sleep {
  fallsAsleep(): Promise<void>;
  wokeUp(): Promise<void>;
  /** Call this before reading the time of a run: trainers may report before the system announces that the machine woke up. */
  notice(): void;
}

/** How long after the system's announcement the machine is asleep at the latest, in milliseconds. */
const fallsAsleepWithinMs = 60_000;

/** @param clock milliseconds since 1970, of a clock that continues while the machine sleeps */
export function createSleep(
  { store, live, events, log }: Pick<Services, 'store' | 'live' | 'events' | 'log'>,
  clock: () => number = Date.now,
): Sleep {
  let asleepSince: number | null = null;

  /** A disk problem is reported by whatever cannot be stored then. */
  async function attempt(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (thrown) {
      if (AppError.from(thrown).code === 'internal') throw thrown;
      log.write('warning', describeDefect(thrown));
    }
  }

  async function wokeUp(): Promise<void> {
    if (asleepSince === null) return;
    const [since, now] = [asleepSince, clock()];
    asleepSince = null;
    log.write('info', `the machine woke up after ${Math.round((now - since) / 1000)} s`);
    const running = live.withStatus(['running']);
    if (running.length === 0) return;
    await attempt(() => store.skipTime(since, now));
    events.runsChanged(running);
  }

  return {
    wokeUp,
    notice() {
      if (asleepSince !== null && clock() - asleepSince > fallsAsleepWithinMs) report(wokeUp());
    },
    async fallsAsleep() {
      asleepSince = clock();
      log.write('info', 'the machine is going to sleep');
      await attempt(store.syncToDisk);
    },
  };
}
