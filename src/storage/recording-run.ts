import { AppError, type RunStatus } from '#api';

/** What has to be known about a run to record for it. */
export interface RecordingRun {
  readonly run_id: number;
  readonly status: RunStatus;
}

/** Binds the public id, which deleted runs no longer have. */
export const recordingRunSql = `SELECT run_id, status FROM runs WHERE public_id = ?`;

/** Returns the run if it may record: epochs, checkpoints and snapshots come only from an ongoing training. */
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
