import type { Connection } from '../connection.ts';

/** Marks runs that were training when the file was made as interrupted, as of their last recorded epoch: nothing trains them any more. */
export function settleLiveRuns(db: Connection): void {
  db.exec(`
    UPDATE stints SET ending = 'lost', ended_at = started_at WHERE ended_at IS NULL;
    UPDATE runs SET status = 'interrupted', running_since = NULL, ended_at = coalesce(recorded_at, started_at, created_at),
      error = 'it had not ended when the file was made'
    WHERE status IN ('running', 'paused')
      OR (status = 'queued' AND EXISTS (SELECT 1 FROM epochs WHERE epochs.run_id = runs.run_id))`);
}
