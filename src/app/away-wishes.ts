import type { RunSummary } from '#api';
import type { Store } from '#storage';
import type { QueuedRun, RunQueue } from '#workers';
import type { EventHub } from './event-hub.ts';
import type { LiveRuns } from './live-runs.ts';

export interface AwayWishesOptions {
  readonly store: Store;
  readonly live: LiveRuns;
  readonly events: EventHub;
  /** The runs in the queue; what is wished of a run is noted there. */
  readonly runs: Map<string, QueuedRun>;
  readonly queue: () => RunQueue | null;
  readonly insist: <Value>(call: () => Promise<Value>) => Promise<Value>;
  /** Takes a waiting run back for good: true once no worker has it or can report on it any more. */
  readonly takeBack: (id: string) => Promise<boolean>;
  readonly send: (runs: readonly RunSummary[]) => Promise<void>;
  /** Ends a run as stopped. */
  readonly stopped: (id: string) => Promise<void>;
  /** Does something after everything asked of the run before is done. */
  readonly later: (id: string, action: () => Promise<void>) => void;
  readonly stopTimeoutMs: number;
}

/** Pauses, continues and stops runs in a queue. Calls for the same run must not overlap. */
export function createAwayWishes(options: AwayWishesOptions) {
  const { store, live, events, runs, queue, insist, takeBack, send, stopped, later } = options;
  /** Runs paused while queued, and taken out of the queue. */
  const parked = new Map<string, RunSummary>();
  const ending = new Map<string, NodeJS.Timeout>();

  return {
    isParked: (id: string): boolean => parked.has(id),

    async pause(id: string): Promise<void> {
      const run = runs.get(id);
      if (run === undefined || run.held) return;
      const [summary] = live.statusOf(id) === 'queued' ? (await store.findRuns([id])).runs : [];
      if (summary && (await takeBack(id))) {
        parked.set(id, summary);
        await insist(() => store.pauseRun(id));
        live.pause(id);
        events.runsChanged([id]);
        return;
      }
      const present = runs.get(id);
      if (present === undefined) return;
      runs.set(id, { ...present, held: true });
      queue()?.wish(present, 'pause');
    },

    async continue(id: string): Promise<void> {
      const summary = parked.get(id);
      if (summary) {
        parked.delete(id);
        await insist(() => store.continueRun(id));
        live.queue(id);
        events.runsChanged([id]);
        return send([summary]);
      }
      const run = runs.get(id);
      if (run === undefined) return;
      runs.set(id, { ...run, held: false });
      queue()?.wish(run, 'continue');
    },

    async stop(id: string): Promise<void> {
      if (parked.has(id) || (await takeBack(id))) return stopped(id);
      const run = runs.get(id);
      if (run === undefined || ending.has(id)) return;
      const asked = queue();
      if (asked === null) return stopped(id);
      asked.wish(run, 'stop');
      const timer = setTimeout(() => {
        later(id, () => (runs.has(id) ? stopped(id) : Promise.resolve()));
      }, options.stopTimeoutMs);
      ending.set(id, timer.unref());
    },

    forget(id: string): void {
      parked.delete(id);
      clearTimeout(ending.get(id));
      ending.delete(id);
    },

    close(): void {
      for (const timer of ending.values()) clearTimeout(timer);
    },
  };
}
