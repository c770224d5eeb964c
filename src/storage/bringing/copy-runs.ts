import type { Connection } from '../connection.ts';
import { ownColumnsOfRuns, tablesOfRuns, type RunTable } from './run-tables.ts';

/** Epochs copied at a time, between two looks at the clock. */
const epochsAtATime = 1000;

/** A copied run that is not visible yet. */
export interface CopiedRun {
  /** Its run_id in the staged database (`from`) and here (`to`). */
  readonly from: number;
  readonly to: number;
}

/** Name under which the staged database is attached. */
export const stagedName = 'staged';

/**
 * Copies runs of the attached staged database with everything that belongs to them, still invisible: marked as trashed and deleted. Each
 * `next` copies a little and yields how many epochs that covered; the caller opens the transactions.
 */
export function createRunCopier(db: Connection, session: string, importId: number) {
  const own = ownColumnsOfRuns(db).join(', ');
  const nextRun = db.prepare<[], number>(`SELECT coalesce(max(run_id), 0) + 1 FROM runs`).pluck();
  const insertRun = db.prepare(`
    INSERT INTO runs (run_id, public_id, session_id, trashed_at, deleted_at, import_id, ${own})
    SELECT :to, '~' || :to, :session, :now, :now, :importId, ${own} FROM ${stagedName}.runs WHERE run_id = :from`);
  const copies = tablesOfRuns(db).map((table) => createTableCopy(db, table));

  return function* copyRun(from: number): Generator<number, CopiedRun> {
    const to = nextRun.get()!;
    insertRun.run({ from, to, session, importId, now: new Date().toISOString() });
    yield 0;
    for (const copy of copies) yield* copy(from, to);
    return { from, to };
  };
}

type TableCopy = (from: number, to: number) => Iterable<number>;

function createTableCopy(db: Connection, { name, columns, by }: RunTable): TableCopy {
  const list = columns.join(', ');
  const insert = (where: string): string =>
    `INSERT INTO ${name} (run_id, ${list}) SELECT :to, ${list} FROM ${stagedName}.${name} WHERE run_id = :from ${where}`;
  if (by === 'epochs') return copyEpochs(db, name, insert('AND epoch BETWEEN :first AND :last'));
  if (by === 'rows') return copyRows(db, name, insert('AND rowid = :row'));
  const all = db.prepare(insert(''));
  return function* (from, to) {
    all.run({ from, to });
    yield 0;
  };
}

function copyEpochs(db: Connection, name: string, sql: string): TableCopy {
  const copy = db.prepare(sql);
  const lastEpoch = db
    .prepare<[number], number | null>(`SELECT max(epoch) FROM ${stagedName}.${name} WHERE run_id = ?`)
    .pluck();
  // The next epoch present: a file may have large gaps between epochs.
  const nextFrom = db
    .prepare<[number, number], number | null>(
      `SELECT min(epoch) FROM ${stagedName}.${name} WHERE run_id = ? AND epoch >= ?`,
    )
    .pluck();
  return function* (from, to) {
    const end = lastEpoch.get(from) ?? -1;
    for (let first = nextFrom.get(from, 0) ?? null; first !== null;) {
      const last = Math.min(first + epochsAtATime - 1, end);
      const { changes } = copy.run({ from, to, first, last });
      yield name === 'epochs' ? changes : 0;
      first = last >= end ? null : (nextFrom.get(from, last + 1) ?? null);
    }
  };
}

function copyRows(db: Connection, name: string, sql: string): TableCopy {
  const rows = db
    .prepare<[number], number>(`SELECT rowid FROM ${stagedName}.${name} WHERE run_id = ? ORDER BY rowid`)
    .pluck();
  const copy = db.prepare(sql);
  return function* (from, to) {
    for (const row of rows.all(from)) {
      copy.run({ from, to, row });
      yield 0;
    }
  };
}
