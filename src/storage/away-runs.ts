import { AppError } from '#api';
import type { Connection } from './connection.ts';
import type { RunLookup } from './run-lookup.ts';
import { unreadable } from './stored-value.ts';

/** A run that is the queue's: it waits there, or a worker trains it. */
export interface AwayRun {
  readonly id: string;
  /** Counts how often it was given to the queue or taken back. */
  readonly generation: number;
  readonly status: 'queued' | 'running' | 'paused';
  /** The next epoch to be recorded. */
  readonly epochsDone: number;
}

/** Binds the session. */
export const awayRunsSql = `
  SELECT public_id AS id, generation, status, epochs_done AS epochsDone FROM runs INDEXED BY runs_away
  WHERE away = 1 AND session_id = ? AND status IN ('queued', 'running', 'paused') ORDER BY run_id`;

/** Binds a public id. */
const giveSql = `
  UPDATE runs SET away = :away, generation = generation + 1, attempt = 0, sequence = -1, generation_epochs = NULL
  WHERE public_id = :id AND status IN ('queued', 'running', 'paused') RETURNING public_id AS id, generation, status, epochs_done AS epochsDone`;

/** Which runs of `session` the queue has. The queue can always be made again from this. */
export function createAwayRuns(db: Connection, { requireRow }: RunLookup, session: string) {
  const select = db.prepare<[string], AwayRun>(awayRunsSql);
  const give = db.prepare<{ id: string; away: 0 | 1 }, AwayRun>(giveSql);
  const folderId = db.prepare<[], string>(`SELECT folder_id FROM folder`).pluck();

  const giveAll = db.transaction((ids: readonly string[], away: 0 | 1): AwayRun[] =>
    ids.flatMap((id) => {
      requireRow(id);
      return give.all({ id, away });
    }),
  );

  return {
    /** The data folder's own id, a UUID. */
    folderId(): string {
      const id = folderId.get();
      if (id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
      throw unreadable('folder_id', id, 'a UUID');
    },
    /** Those of this process that are live. */
    awayRuns: (): AwayRun[] => select.all(session),
    /**
     * Assigns live runs to the queue in a new generation: entries of older generations are ignored from now on. Skips runs that have
     * ended.
     */
    sendAway: (ids: readonly string[]): AwayRun[] => giveAll.immediate(ids, 1),
    /** Takes a live run back from the queue; what workers send of it is ignored from now on. Throws conflict if it ended. */
    takeBack(id: string): void {
      if (giveAll.immediate([id], 0).length > 0) return;
      throw new AppError('conflict', `run ${id} has ended; it is not in the queue`);
    },
  };
}
