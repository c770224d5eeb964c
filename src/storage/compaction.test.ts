import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createCompaction } from './compaction.ts';
import { databaseFileName, openConnection, type Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { loadMigrations } from './migrations.ts';
import { createRunDeletion } from './run-deletion.ts';
import { temporaryFolder } from './store-fixture.ts';

const plenty = 1e12;

/** A 10 MB database, half of it free space. */
function halfEmptyDatabase(): Connection {
  const db = openConnection(join(temporaryFolder(), databaseFileName));
  migrate(db, loadMigrations());
  db.exec(`
    INSERT INTO data_tables VALUES ('d', 'd.csv', '2026', 1, 2, 3, '{}', NULL, NULL);
    WITH RECURSIVE series (chunk) AS (SELECT 0 UNION ALL SELECT chunk + 1 FROM series WHERE chunk < 99)
    INSERT INTO data_table_chunks SELECT 'd', chunk, randomblob(100000) FROM series;
    DELETE FROM data_table_chunks WHERE chunk % 2 = 1`);
  db.pragma('wal_checkpoint(TRUNCATE)');
  return db;
}

function digestOf(db: Connection): string {
  const hash = createHash('sha256');
  const rows = db.prepare<[], [number, Buffer]>('SELECT chunk, bytes FROM data_table_chunks ORDER BY chunk');
  for (const [chunk, bytes] of rows.raw().iterate()) hash.update(`${chunk}`).update(bytes);
  return hash.digest('hex');
}

function addRun(db: Connection, status: string): void {
  db.exec(`
    INSERT OR IGNORE INTO sessions VALUES ('s', 'serve', 1, '1', '2026', NULL, 0);
    INSERT INTO runs (public_id, name, status, seed, session_id, created_at, trashed_at, app_version, engine_version, platform, host,
      dataset, samples, optimizer, learning_rate, dense_layers, dense_units, config)
    VALUES ('${status}', '${status}', '${status}', 0, 's', '2026', '2026', '1', '1', '1', 'serve', 'spiral', 1, 'sgd', 1, 1, 1, '{}')`);
}

it('reports the free space inside the file, returns it to the disk, and keeps every byte', () => {
  const db = halfEmptyDatabase();
  const { freeBytes, compact } = createCompaction(db);
  const digest = digestOf(db);
  const before = statSync(db.name).size;
  const free = freeBytes();
  expect(free).toBeGreaterThan(4_500_000);
  expect(free).toBeLessThan(5_500_000);

  const { sizeBytes, freedBytes } = compact();
  expect(freedBytes).toBeGreaterThanOrEqual(free);
  expect(sizeBytes).toBe(before - freedBytes);
  expect(statSync(db.name).size + statSync(`${db.name}-wal`).size).toBe(sizeBytes);
  expect(freeBytes()).toBe(0);
  expect(digestOf(db)).toBe(digest);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});

it('refuses while runs are training or being deleted, and says what to wait for', () => {
  const db = halfEmptyDatabase();
  const { compact } = createCompaction(db);
  for (const status of ['completed', 'paused']) addRun(db, status);
  addRun(db, 'running');
  expect(compact).toThrow('1 run is training or waiting, and nothing can be recorded');
  addRun(db, 'queued');
  expect(compact).toThrow('2 runs are training or waiting');
  db.exec(`DELETE FROM runs WHERE status IN ('running', 'queued')`);
  db.exec(`UPDATE data_tables SET unfinished_by = 's'`);
  expect(compact).toThrow('a table is currently being imported or deleted');
  db.exec(`UPDATE data_tables SET unfinished_by = NULL`);

  const { markDeleted, deleteStep } = createRunDeletion(db);
  markDeleted('completed');
  expect(compact).toThrow('1 deleted run is still being removed from the database');
  while (deleteStep().left !== null);
  expect(compact().freedBytes).toBeGreaterThan(4_500_000);
  db.close();
});

it('refuses where there is no room for it, and names the disk', () => {
  const db = halfEmptyDatabase();
  const before = statSync(db.name).size;
  const { compact } = createCompaction(db, () => 1_000_000);
  expect(compact).toThrow(expect.objectContaining({ code: 'storageFull' }));
  expect(compact).toThrow(
    /^compacting temporarily needs \d.+ MiB on the disk of .+, and 977 KiB is free; free some space/,
  );
  expect(statSync(db.name).size).toBe(before);
  expect(createCompaction(db, () => plenty).compact().freedBytes).toBeGreaterThan(4_500_000);
  db.close();
});

it('leaves an intact database whenever it is killed', async () => {
  const db = halfEmptyDatabase();
  const digest = digestOf(db);
  const entry = join(import.meta.dirname, 'compacting-process.ts');
  for (const delayMs of [0, 7, 23, 61]) {
    const child = spawn(process.execPath, [entry, db.name], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await setTimeout(delayMs); // during the first compaction, or a later one
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(digestOf(db)).toBe(digest);
  }
  db.close();
});
