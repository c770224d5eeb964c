import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { databaseFileName, openConnection, openReadOnly, type Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { loadMigrations } from './migrations.ts';
import { createRunDeletion, deletionLeftSql, nextDeletedSql } from './run-deletion.ts';
import { temporaryFolder } from './store-fixture.ts';

/** A run of 90,000 epochs with a penalty each, a snapshot and a checkpoint, in the trash; another that stays. */
function databaseWithTrash(dataDir: string): Connection {
  const db = openConnection(join(dataDir, databaseFileName));
  const migrations = loadMigrations();
  migrate(db, migrations);
  db.exec(
    readFileSync(join(import.meta.dirname, `migration-fixtures/version-${migrations.length}.sql`), 'utf8'),
  );
  db.exec(`
    WITH RECURSIVE series (epoch) AS (SELECT 2 UNION ALL SELECT epoch + 1 FROM series WHERE epoch < 90000)
    INSERT INTO epochs SELECT 2, epoch, 0.1 / epoch, 0.2 / epoch, 0.3 / epoch, 0.4, 0.05, NULL, NULL, NULL, NULL FROM series;
    INSERT INTO epoch_penalties SELECT 2, epoch, 0, 0.1 / epoch, 0.2 / epoch, 0.3 / epoch, 0.4 / epoch FROM epochs WHERE epoch > 1;
    UPDATE runs SET trashed_at = created_at WHERE run_id = 2;
    DROP TRIGGER runs_ended_are_immutable;
    UPDATE runs SET epochs_done = 90001 WHERE run_id = 2`);
  db.pragma('wal_checkpoint(TRUNCATE)');
  return db;
}

const deleted = '9876543210';
const tables = ['runs', 'epochs', 'epoch_penalties', 'tags', 'checkpoints', 'snapshots'];

function rowsOf(db: Connection, run: number): Record<string, number> {
  const count = (table: string): number =>
    db.prepare<[number], number>(`SELECT count(*) FROM ${table} WHERE run_id = ?`).pluck().get(run)!;
  return Object.fromEntries(tables.map((table) => [table, count(table)]));
}

function logBytes(db: Connection): number {
  return statSync(`${db.name}-wal`).size;
}

it('deletes all of a run in short steps, and reports what is left', () => {
  const db = databaseWithTrash(temporaryFolder());
  const before = rowsOf(db, 1);
  const { markDeleted, deleteStep } = createRunDeletion(db);
  expect(deleteStep()).toEqual({ left: null, waits: false });
  expect(markDeleted('0123456789')).toBe(false); // it is not in the trash
  expect(markDeleted(deleted)).toBe(true);
  expect(markDeleted(deleted)).toBe(false);
  expect(rowsOf(db, 2)).toMatchObject({ epochs: 90_000, epoch_penalties: 90_000, snapshots: 1, runs: 1 });

  let epochs = 90_000;
  for (;;) {
    const { left, waits } = deleteStep();
    expect(waits).toBe(false);
    if (left === null) break;
    expect(left.epochs).toBeLessThanOrEqual(epochs);
    expect(left).toEqual({ runs: 1, epochs: rowsOf(db, 2)['epochs'] });
    epochs = left.epochs;
  }
  expect(rowsOf(db, 2)).toEqual(Object.fromEntries(tables.map((table) => [table, 0])));
  expect(rowsOf(db, 1)).toEqual(before);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
});

it('does not look at runs that are not deleted', () => {
  const db = databaseWithTrash(temporaryFolder());
  const plan = (sql: string) =>
    (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail);
  expect(plan(nextDeletedSql)).toEqual([
    'SCAN runs USING INDEX runs_deleted',
    'CORRELATED SCALAR SUBQUERY 1',
    'SEARCH imports USING INTEGER PRIMARY KEY (rowid=?)',
  ]);
  expect(plan(deletionLeftSql).toSorted()).toEqual([
    'CORRELATED SCALAR SUBQUERY 1',
    'CORRELATED SCALAR SUBQUERY 2',
    'SCAN runs USING INDEX runs_deleted',
    'SEARCH epochs USING PRIMARY KEY (run_id=?)',
    'SEARCH imports USING INTEGER PRIMARY KEY (rowid=?)',
  ]);
  db.close();
});

it('waits while a reader keeps the log from being emptied, and continues when the reader is done', () => {
  const db = databaseWithTrash(temporaryFolder());
  const patienceMs = db.pragma('busy_timeout', { simple: true });
  const maxLogBytes = 200_000;
  const { markDeleted, deleteStep } = createRunDeletion(db, { maxLogBytes, stepMs: 1 });
  markDeleted(deleted);
  const reader = openReadOnly(db.name);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM runs').get();

  let largestStep = 0;
  for (let before = logBytes(db); !deleteStep().waits; before = logBytes(db)) {
    largestStep = Math.max(largestStep, logBytes(db) - before);
  }
  const full = logBytes(db);
  expect(full).toBeGreaterThan(maxLogBytes);
  expect(full).toBeLessThanOrEqual(maxLogBytes + largestStep);
  const left = rowsOf(db, 2);
  expect(deleteStep().waits).toBe(true);
  expect(rowsOf(db, 2)).toEqual(left);
  expect(logBytes(db)).toBe(full);
  // The timeout for locks is as long as before.
  expect(db.pragma('busy_timeout', { simple: true })).toBe(patienceMs);

  reader.exec('COMMIT');
  expect(deleteStep().waits).toBe(false);
  expect(logBytes(db)).toBeLessThan(full);
  reader.close();
  db.close();
});

/** Runs a process that deletes, and kills it after `steps` steps; false if it was done earlier. */
async function deleteAndKill(file: string, steps: number): Promise<{ done: boolean; largestLog: number }> {
  const entry = join(import.meta.dirname, 'deleting-process.ts');
  const child = spawn(process.execPath, [entry, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let done = false;
  let largestLog = 0;
  let taken = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'done') done = true;
    else largestLog = Math.max(largestLog, Number(line));
    if ((taken += 1) === steps) child.kill('SIGKILL');
  }
  await exited;
  return { done, largestLog };
}

it('continues after being killed at any time, while another process records and a third reads', async () => {
  const db = databaseWithTrash(temporaryFolder());
  createRunDeletion(db).markDeleted(deleted);
  const reader = openReadOnly(db.name);
  // It never fails nor waits for long: every write succeeds immediately or within the usual timeout for a lock.
  const record = db.prepare(`INSERT INTO epochs SELECT 1, ?, 1, 1, 0, 0.5, 0.05, NULL, NULL, NULL, NULL`);
  let recorded = 1;
  const training = setInterval(() => {
    record.run((recorded += 1));
    reader.prepare('SELECT count(*) FROM epochs WHERE run_id = 1').get();
  }, 2);

  const largestLogs: number[] = [];
  for (const steps of [1, 3, 7, 12, Infinity]) {
    const { done, largestLog } = await deleteAndKill(db.name, steps);
    largestLogs.push(largestLog);
    if (done) break;
  }
  clearInterval(training);
  expect(rowsOf(db, 2)).toEqual(Object.fromEntries(tables.map((table) => [table, 0])));
  expect(rowsOf(db, 1)['epochs']).toBe(recorded + 1);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.pragma('foreign_key_check')).toEqual([]);
  expect(Math.max(...largestLogs)).toBeLessThan(64 * 1024 * 1024);
  reader.close();
  db.close();
});
