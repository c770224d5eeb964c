import { AppError, isLive, type RunOutcome, type RunStatus } from '#api';
import type { Connection } from './connection.ts';
import type { RunOrigin } from './run-creation.ts';
import type { RunLookup } from './run-lookup.ts';
import type { RunRow } from './run-row.ts';
import { createTransitions, type EndingRun } from './run-transitions.ts';

/** How a run ended. */
export type RunEnd = readonly [id: string, outcome: RunOutcome];

/** Moves locally trained runs through their states, recording the times. A run that ended stays as it is. */
export function createRunLifecycle(db: Connection, { requireRow }: RunLookup, origin: RunOrigin) {
  const transitions = createTransitions(db, origin);
  const change = db.transaction((id: string, from: readonly RunStatus[], apply: (row: RunRow) => void) => {
    const row = requireRow(id);
    if (!from.includes(row.status)) throw wrongStatus(row, from);
    apply(row);
  });
  const selectLive = db.prepare<[string], EndingRun>(`
    SELECT run_id, config, branch_epoch, trained_ms, running_since FROM runs
    WHERE public_id = ? AND status IN ('queued', 'running', 'paused') AND (deleted_at IS NULL OR trashed_at IS NULL)`);
  const endAll = db.transaction((ends: readonly RunEnd[]) => {
    for (const [id, outcome] of ends) {
      const row = selectLive.get(id);
      if (row) transitions.end(row, outcome, Date.now());
    }
  });
  const here = { platform: origin.platform, worker: null };

  return {
    /** `kernelVariant` names the engine kernels that train the run, and `v8Version` the V8 that they run on; null if unknown. */
    startRun: (id: string, kernelVariant: string, v8Version: string | null = null): void =>
      change.immediate(id, ['queued'], (row) =>
        transitions.start(row, { ...here, kernelVariant, v8Version }, Date.now()),
      ),

    /** Records how many threads train it from now on. */
    recordThreads: transitions.threads,

    /** A run that was paused before it started, or after it was requeued, waits for its start. */
    continueRun: (id: string): void =>
      change.immediate(id, ['paused'], (row) => transitions.continue(row, Date.now())),

    pauseRun: (id: string): void =>
      change.immediate(id, ['queued', 'running'], (row) => transitions.pause(row, Date.now())),

    /**
     * Ends runs in one transaction, durable when it returns: their ends and every epoch before them are on disk. Runs that have already
     * ended or are gone stay as they are.
     */
    endRuns(ends: readonly RunEnd[]): void {
      db.pragma('synchronous = FULL');
      try {
        endAll.immediate(ends);
      } finally {
        db.pragma('synchronous = NORMAL');
      }
    },
  };
}

function wrongStatus({ public_id, status }: RunRow, allowed: readonly RunStatus[]): AppError {
  const given = isLive(status) ? `run ${public_id} is ${status}` : `run ${public_id} has ended (${status})`;
  return new AppError('conflict', `${given}; this needs a run that is ${allowed.join(' or ')}`, {
    details: { id: public_id, status },
  });
}
