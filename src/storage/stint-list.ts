import { AppError, type RunStint, type Stints } from '#api';
import type { Connection } from './connection.ts';
import { toStint, type StintRow } from './stints.ts';

interface RunStintRow extends StintRow {
  readonly run_public_id: string;
  readonly run_name: string;
  readonly sweep_public_id: string | null;
  readonly sweep_name: string | null;
}

/** More stints could not be told apart in a plot. */
const maxListed = 5000;

const reaching = `(stints.ended_at >= :from OR stints.ended_at IS NULL)`;

/** Binds the time and the maximum number. */
export const stintListSql = `
  SELECT stints.*, runs.public_id AS run_public_id, runs.name AS run_name,
    sweeps.public_id AS sweep_public_id, sweeps.name AS sweep_name
  FROM stints JOIN runs USING (run_id) LEFT JOIN sweeps USING (sweep_id)
  WHERE ${reaching} ORDER BY stints.started_at DESC LIMIT :most`;

/** Binds the time. */
export const stintCountSql = `SELECT count(*) FROM stints WHERE ${reaching}`;

/** Reads who trained what since a given time. */
export function createStintList(db: Connection): (from: string) => Pick<Stints, 'stints' | 'left'> {
  const select = db.prepare<{ from: string; most: number }, RunStintRow>(stintListSql);
  const count = db.prepare<{ from: string }, number>(stintCountSql).pluck();
  return db.transaction((from: string) => {
    const rows = select.all({ from, most: maxListed });
    const left = rows.length < maxListed ? 0 : count.get({ from })! - rows.length;
    return { stints: rows.reverse().flatMap(toRunStint), left };
  });
}

/** A stint that cannot be read is left out: its run's page reports it. */
function toRunStint(row: RunStintRow): RunStint[] {
  const { run_public_id, run_name, sweep_public_id, sweep_name } = row;
  const isInSweep = sweep_public_id !== null && sweep_name !== null;
  try {
    return [
      {
        ...toStint(row),
        run: { id: run_public_id, name: run_name },
        sweep: isInSweep ? { id: sweep_public_id, name: sweep_name } : null,
      },
    ];
  } catch (thrown) {
    if (AppError.from(thrown).code === 'notReadable') return [];
    throw thrown;
  }
}
