import { isPassing, type RemoteEntry, type RemoteRecord, type RunOutcome } from '#api';
import { epochColumn } from '#engine';
import type { Store } from '#storage';
import type { QueueHost } from '#workers';
import type { EventHub } from './event-hub.ts';
import type { LiveRuns } from './live-runs.ts';
import type { Log } from './log/index.ts';
import { troubleOf } from './trouble.ts';

export interface AwayResultsOptions {
  readonly store: Pick<Store, 'recordRemote'>;
  readonly live: LiveRuns;
  readonly events: Pick<EventHub, 'runsChanged'>;
  readonly log: Log;
  /** A worker ended a run, and that is stored. */
  readonly ended: (id: string, outcome: RunOutcome) => void;
  /** A run failed because of what a worker sent, and that is stored. */
  readonly refused: (id: string, problem: string) => void;
  /** Something that was sent for these runs never arrived. */
  readonly lost: (ids: readonly string[]) => void;
}

/** Stores what workers send, and notifies clients. */
export function recordResults(options: AwayResultsOptions): QueueHost['record'] {
  const { store, live, events, log, ended, refused, lost: announceLost } = options;

  async function recordOrWait(entries: readonly RemoteEntry[]): Promise<RemoteRecord[]> {
    try {
      const records = await store.recordRemote(entries);
      for (const { run } of entries) live.wait(run, null);
      return records;
    } catch (thrown) {
      if (isPassing(thrown)) for (const { run } of entries) live.wait(run, troubleOf(thrown as Error));
      throw thrown;
    }
  }

  /** Updates the live state of a run after an entry was stored. */
  function hear({ run: id, event }: RemoteEntry): void {
    switch (event.kind) {
      case 'started':
        if (live.statusOf(id) !== 'paused') live.start(id);
        break;
      case 'epochs':
        live.record(
          id,
          event.rows[(event.rowCount - 1) * (event.rows.length / event.rowCount) + epochColumn.epoch]! + 1,
        );
        break;
      case 'replaying':
        live.replay(id, event.epoch);
        break;
      case 'threads':
        live.setThreads(id, event.threads);
        break;
      case 'paused':
        live.pause(id);
        break;
      case 'continued':
        live.continue(id);
        break;
      case 'handedBack':
        if (live.statusOf(id) === 'running') live.queue(id);
        break;
      case 'ended':
        ended(id, event.outcome);
        break;
      default: // clients are not notified of checkpoints and snapshots
    }
  }

  return async (entries) => {
    const records = await recordOrWait(entries);
    const lost = new Set<string>();
    entries.forEach((entry, index) => {
      const result = records[index]!;
      if (result.kind === 'stored') hear(entry);
      if (result.kind === 'lost') lost.add(entry.run);
      if (result.kind === 'refused') {
        log.write('error', `run ${entry.run}, worker ${entry.worker}: ${result.problem}`);
        refused(entry.run, result.problem);
      }
    });
    announceLost([...lost]);
    const stored = entries.filter((_, index) => records[index]!.kind === 'stored');
    // All of them, because another process on the folder may have submitted some.
    events.runsChanged([...new Set(stored.map(({ run }) => run))]);
    return records;
  };
}
