import { AppError, type RunStatus } from '#api';

/** What of a run has to be known to record something of it. */
export interface RecordingRun {
  readonly run_id: number;
  readonly status: RunStatus;
}

/** Binds its public id, which a deleted run has no more. */
export const recordingRunSql = `SELECT run_id, status FROM runs WHERE public_id = ?`;

/** The run when it may record: epochs, checkpoints and snapshots come from a training that is going on. */
export function requireRecording<Run extends { readonly status: RunStatus }>(
  run: Run | undefined,
  id: string,
): Run {
  if (run === undefined) throw new AppError('notFound', `there is no run ${JSON.stringify(id)}`);
  if (run.status === 'running' || run.status === 'paused') return run;
  const reason = run.status === 'queued' ? 'has not started' : `has ended (${run.status})`;
  throw new AppError('conflict', `run ${id} ${reason}; only a running or paused run records epochs`, {
    details: { id, status: run.status },
  });
}
