import { AppError, isLive } from '#api';
import type { Store } from '#storage';
import type { EventHub } from './event-hub.ts';
import type { LiveRuns } from './live-runs.ts';

export interface AwayFollowerOptions {
  readonly store: Store;
  readonly live: LiveRuns;
  readonly events: EventHub;
  /** Whether this process stores what workers send; also true without a queue, as there is nothing to store then. */
  readonly hears: () => boolean;
  /** Ids of the runs in the queue. */
  readonly sent: () => readonly string[];
  readonly forget: (id: string) => void;
}

/** Follows what another process on the same folder stores about this process's runs, while that process receives the workers' results. */
export interface AwayFollower {
  follow(): Promise<void>;
  /** Whether the run has ended or no longer exists. */
  isOver(id: string): Promise<boolean>;
}

export function createAwayFollower(options: AwayFollowerOptions): AwayFollower {
  const { store, live, events, hears, sent, forget } = options;
  let didHear = true;

  async function isOver(id: string): Promise<boolean> {
    try {
      const [run] = (await store.findRuns([id])).runs;
      return run === undefined || !isLive(run.status);
    } catch (thrown) {
      if (AppError.from(thrown).code === 'notFound') return true;
      throw thrown;
    }
  }

  return {
    isOver,
    async follow() {
      // Once more after this process has taken over: it may not know what the other one stored last.
      const isAlone = hears() && didHear;
      didHear = hears();
      if (isAlone) return;
      const ids = sent();
      const away = new Map((await store.awayRuns()).map((run) => [run.id, run]));
      const changed: string[] = [];
      for (const id of ids) {
        const run = away.get(id);
        if (run && live.follow(id, run)) changed.push(id);
        if (run || !(await isOver(id))) continue;
        forget(id);
        live.remove(id);
        changed.push(id);
      }
      events.runsChanged(changed);
    },
  };
}
