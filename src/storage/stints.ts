import type { Stint, stintEndings, WorkerName } from '#api';
import type { Connection } from './connection.ts';
import { readCount, readTime, readTimeOrNull } from './stored-value.ts';

/** A worker as it is stored. */
export type StintWorker = WorkerName;

export type StintEnding = (typeof stintEndings)[number];

export interface StintRow {
  readonly worker_id: string | null;
  readonly worker: string | null;
  readonly machine: string | null;
  readonly from_epoch: number;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly ending: StintEnding | null;
}

interface TrainedRun {
  readonly run_id: number;
  readonly epochs_done: number;
}

/** Records who trains a run. Times are ISO 8601; the caller opens the transaction. */
export function createStintWriter(db: Connection) {
  const begin = db.prepare(`
    INSERT INTO stints (run_id, stint, worker_id, worker, machine, from_epoch, started_at)
    SELECT :run, coalesce(max(stint) + 1, 0), :id, :name, :machine, :fromEpoch, :at FROM stints WHERE run_id = :run`);
  const again = db.prepare(`
    INSERT INTO stints (run_id, stint, worker_id, worker, machine, from_epoch, started_at)
    SELECT run_id, stint + 1, worker_id, worker, machine, :fromEpoch, :at FROM stints WHERE run_id = :run ORDER BY stint DESC LIMIT 1`);
  const end = db.prepare(`
    UPDATE stints SET ended_at = max(:at, started_at), ending = :ending WHERE run_id = :run AND ended_at IS NULL`);

  return {
    /** @param worker null for this host's own processes */
    begin({ run_id: run, epochs_done: fromEpoch }: TrainedRun, worker: StintWorker | null, at: string): void {
      const { id = null, name = null, machine = null } = worker ?? {};
      begin.run({ run, id, name, machine, fromEpoch, at });
    },
    /** The trainer of the last stint continues. */
    resume({ run_id: run, epochs_done: fromEpoch }: TrainedRun, at: string): void {
      again.run({ run, fromEpoch, at });
    },
    /** Ends the current stint, if there is one. */
    end({ run_id: run }: Pick<TrainedRun, 'run_id'>, ending: StintEnding, at: string): void {
      end.run({ run, ending, at });
    },
  };
}

/** Binds the run. */
export const stintsOfRunSql = `SELECT * FROM stints WHERE run_id = ? ORDER BY stint`;

export function createStintReader(db: Connection): (run: number) => Stint[] {
  const select = db.prepare<[number], StintRow>(stintsOfRunSql);
  return (run) => select.all(run).map(toStint);
}

/** Throws notReadable. */
export function toStint(row: StintRow): Stint {
  const { worker_id: id, worker: name, machine } = row;
  return {
    worker: id === null || name === null || machine === null ? null : { id, name, machine },
    startedAt: readTime('started_at of a stint', row.started_at),
    endedAt: readTimeOrNull('ended_at of a stint', row.ended_at),
    ending: row.ending,
    fromEpoch: readCount('from_epoch of a stint', row.from_epoch),
  };
}
