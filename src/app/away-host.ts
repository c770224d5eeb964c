import type { Waiting } from '#api';
import type { Store } from '#storage';
import type { QueuedRun, QueueHost, RunOutcome } from '#workers';
import type { AwayLosses } from './away-losses.ts';
import { recordResults } from './away-results.ts';
import type { EventHub } from './event-hub.ts';
import { sinceNow, type LiveRuns } from './live-runs.ts';
import type { Log } from './log/index.ts';
import { createTaskReader } from './training-task.ts';

export interface AwayHostOptions {
  readonly store: Store;
  readonly live: LiveRuns;
  readonly events: EventHub;
  readonly log: Log;
  readonly onDefect: (error: unknown) => void;
  /** Identifies the data folder without revealing its path. */
  readonly folder: string;
  readonly losses: AwayLosses;
  /** How a run was last submitted to the queue; undefined if it is not there. */
  readonly submissionOf: (id: string) => QueuedRun | undefined;
  /** Stores how a run ended, and finishes it. */
  readonly end: (id: string, outcome: RunOutcome) => Promise<void>;
  /** Call when the end of a run is stored. */
  readonly finish: (id: string, outcome: RunOutcome, why: 'ended' | 'withdrawn') => void;
  readonly setTrouble: (trouble: Waiting | null) => void;
}

/** Creates, for a host's id, what a queue needs from the host whose runs it has. */
export function createAwayHost(options: AwayHostOptions): (id: string) => QueueHost {
  const { store, live, events, log, onDefect, folder, losses, submissionOf, end, finish, setTrouble } =
    options;
  const readTask = createTaskReader(store);
  return (id) => ({
    ...{ id, folder },
    task: readTask,
    tableChunk: async (digest, chunk) => store.readTableChunk(digest, chunk),
    record: recordResults({
      ...{ store, live, events, log },
      ended: (run, outcome) => finish(run, outcome, 'ended'),
      refused: (run, error) => finish(run, { status: 'failed', error }, 'withdrawn'),
      lost: (ids) => losses.handle(ids.flatMap((run) => submissionOf(run) ?? [])),
    }),
    runs: async () => {
      const away = await store.awayRuns();
      return away.flatMap((run) => submissionOf(run.id) ?? []);
    },
    lost: losses.handle,
    refused: (run, error) => end(run, { status: 'failed', error }),
    trouble: (problem) =>
      setTrouble(
        problem === null
          ? null
          : sinceNow({ reason: problem, advice: 'until then, runs stay where they are' }),
      ),
    log: (line) => log.write('warning', line),
    defect: onDefect,
  });
}
