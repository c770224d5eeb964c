import { join } from 'node:path';
import Database from 'better-sqlite3';

// Training millions of epochs only to read or delete them would take most of a bench's time: their rows are written bypassing the app.

function withDatabase(dataDir: string, use: (db: Database.Database) => void): void {
  const db = new Database(join(dataDir, 'lambdascope.sqlite3'));
  try {
    const triggers = db
      .prepare<[], { name: string; sql: string }>(
        `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`,
      )
      .all();
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    use(db);
    for (const { sql } of triggers) db.exec(sql);
  } finally {
    db.close();
  }
}

/** Gives each run rows up to `epochs` epochs, with one penalty each, as copies of its last one. */
export function growHistory(dataDir: string, ids: readonly string[], epochs: number): void {
  withDatabase(dataDir, (db) => {
    for (const id of ids) {
      const run = db
        .prepare<[string], number>(`SELECT run_id FROM runs WHERE public_id = ?`)
        .pluck()
        .get(id)!;
      for (const table of ['epochs', 'epoch_penalties']) growTable(db, table, run, epochs);
      db.prepare(
        `UPDATE runs SET epochs_done = ?, last_epoch = ?, config = json_set(config, '$.epochs', ?) WHERE run_id = ?`,
      ).run(epochs, epochs - 1, epochs, run);
    }
  });
}

function growTable(db: Database.Database, table: string, run: number, epochs: number): void {
  const columns = columnsOf(db, table);
  const copied = columns.map((column) => (column === 'epoch' ? 'value' : column)).join(', ');
  const last = db
    .prepare<[number], number>(`SELECT max(epoch) FROM ${table} WHERE run_id = ?`)
    .pluck()
    .get(run)!;
  db.prepare(
    `WITH RECURSIVE later(value) AS (SELECT ? + 1 UNION ALL SELECT value + 1 FROM later WHERE value < ?)
     INSERT INTO ${table} (${columns.join(', ')})
     SELECT ${copied} FROM later CROSS JOIN ${table} WHERE run_id = ? AND epoch = ?`,
  ).run(last, epochs - 1, run, last);
}

/** Copies the row of a run, without its epochs, until there are `count` runs. */
export function multiplyRuns(dataDir: string, id: string, count: number): void {
  withDatabase(dataDir, (db) => {
    const there = db.prepare<[], number>(`SELECT count(*) FROM runs`).pluck().get()!;
    const columns = columnsOf(db, 'runs').filter((column) => column !== 'run_id');
    const copied = columns.map((column) =>
      column === 'public_id' ? `printf('c%09d', value)` : column === 'epochs_done' ? '11' : column,
    );
    db.prepare(
      `WITH RECURSIVE copies(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM copies WHERE value < ?)
       INSERT INTO runs (${columns.join(', ')}) SELECT ${copied.join(', ')} FROM copies CROSS JOIN runs WHERE public_id = ?`,
    ).run(count - there, id);
  });
}

function columnsOf(db: Database.Database, table: string): string[] {
  return (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
}
