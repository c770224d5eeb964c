import { AppError } from '#api';
import type { Connection } from './connection.ts';
import type { RunLookup } from './run-lookup.ts';
import { unreadable } from './stored-value.ts';

/** A run handed to the queue: waiting there, or being trained by a worker. */
export interface AwayRun {
  readonly id: string;
  /** How many times the run was handed to the queue or taken back. */
  readonly generation: number;
  readonly status: 'queued' | 'running' | 'paused';
  /** Next epoch to record. */
  readonly epochsDone: number;
}

/** Binds the session id. */
export const awayRunsSql = `
  SELECT public_id AS id, generation, status, epochs_done AS epochsDone FROM runs INDEXED BY runs_away
  WHERE away = 1 AND session_id = ? AND status IN ('queued', 'running', 'paused') ORDER BY run_id`;

/** Binds a public id. */
const giveSql = `
  UPDATE runs SET away = :away, generation = generation + 1, attempt = 0, sequence = -1, generation_epochs = NULL
  WHERE public_id = :id AND status IN ('queued', 'running', 'paused') RETURNING public_id AS id, generation, status, epochs_done AS epochsDone`;

/** Keeps track of which runs of `session` are in the queue. The queue can always be rebuilt from this. */
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
    /** UUID of the data folder. */
    folderId(): string {
      const id = folderId.get();
      if (id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
      throw unreadable('folder_id', id, 'a UUID');
    },
    /** This session's runs in the queue that are still live. */
    awayRuns: (): AwayRun[] => select.all(session),
    /**
     * Hands live runs to the queue under a new generation; queue entries of older generations are ignored from then on. Skips runs that
     * have ended.
     */
    sendAway: (ids: readonly string[]): AwayRun[] => giveAll.immediate(ids, 1),
    /** Takes a live run back from the queue; whatever workers still send for it is ignored. Throws conflict if it has ended. */
    takeBack(id: string): void {
      if (giveAll.immediate([id], 0).length > 0) return;
      throw new AppError('conflict', `run ${id} has ended; it is not in the queue`);
    },
  };
}
