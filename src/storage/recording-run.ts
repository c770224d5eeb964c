import { AppError, type RunStatus } from '#api';

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
