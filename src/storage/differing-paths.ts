import type { Connection } from './connection.ts';

type Value = string | number | Uint8Array;

/** A run's value at a path where it is not the common value; empty bytes if it has no value there. Binds the path and the run. */
export const otherValueSql = `SELECT value FROM config_values WHERE path_id = ? AND run_id = ?`;

/** The same for all runs in a range of run_ids. */
export const otherValuesSql = `
  SELECT run_id, value FROM config_values WHERE path_id = ? AND run_id BETWEEN ? AND ? ORDER BY run_id`;

/** Paths at which some runs have different values. Only these have rows. */
export const varyingPathsSql = `
  SELECT path_id, path FROM config_paths
  WHERE EXISTS (SELECT 1 FROM config_values WHERE config_values.path_id = config_paths.path_id) ORDER BY path_id`;

/** Finds the paths at which the configs of some runs, given by run_id, differ. The first difference settles a path. */
export function createDifferingPaths(db: Connection): (runs: readonly number[]) => string[] {
  const varyingPaths = db.prepare<[], { path_id: number; path: string }>(varyingPathsSql);
  const otherValue = db.prepare<[number, number], Value>(otherValueSql).pluck();
  const otherValues = db.prepare<[number, number, number], [run: number, value: Value]>(otherValuesSql).raw();

  function differs(path: number, picked: Picked): boolean {
    const first = otherValue.get(path, picked.first);
    let alike = 0;
    for (const [run, value] of otherValues.iterate(path, picked.first, picked.last)) {
      if (!picked.has(run)) continue;
      if (first === undefined || !isSame(value, first)) return true;
      alike += 1;
    }
    return alike > 0 && alike < picked.count;
  }

  return (runs) => {
    if (runs.length < 2) return [];
    const picked = pick(runs);
    return varyingPaths.all().flatMap(({ path_id, path }) => (differs(path_id, picked) ? path : []));
  };
}

interface Picked {
  readonly first: number;
  readonly last: number;
  readonly count: number;
  has(run: number): boolean;
}

/** Uses one byte per run between the first and the last: far less than a set of them. */
function pick(runs: readonly number[]): Picked {
  const first = runs.reduce((a, b) => Math.min(a, b));
  const last = runs.reduce((a, b) => Math.max(a, b));
  const marks = new Uint8Array(last - first + 1);
  for (const run of runs) marks[run - first] = 1;
  return { first, last, count: runs.length, has: (run) => marks[run - first] === 1 };
}

const isSame = (a: Value, b: Value): boolean => a === b || (typeof a === 'object' && typeof b === 'object');
