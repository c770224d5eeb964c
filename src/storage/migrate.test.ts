import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { listRunsQuery, runConfigSchema } from '#api';
import { databaseFileName, type Connection } from './connection.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { orderMigrations, type Migration } from './migrations.ts';
import { databaseOfVersion, migrationFixtures, released } from './old-database.fixture.ts';
import { openStorage } from './storage.ts';
import { storageOptions, temporaryFolder } from './store-fixture.ts';

const next = released.length + 1;

function schemaOf(db: Connection): unknown[] {
  return db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
}

function migration(sql: string): Migration {
  return { version: next, name: `000${next}_test.sql`, sql };
}

it('finds the same released migrations in the bundle and in the folder', () => {
  const folder = join(import.meta.dirname, '../../migrations');
  const texts = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  expect(orderMigrations(Object.fromEntries(texts) as Record<string, string>)).toEqual(released);
});

it('refuses numbers that are not consecutive', () => {
  expect(() => orderMigrations({ '0001_a.sql': '', '0003_c.sql': '' })).toThrow(
    '0003_c.sql should have the number 2',
  );
  expect(() => orderMigrations({ '0001_a.sql': '', '0001_b.sql': '' })).toThrow(
    '0001_b.sql should have the number 2',
  );
});

it('has a fixture of every released version', () => {
  const names = readdirSync(migrationFixtures).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  expect(names).toEqual(released.map(({ version }) => `version-${version}.sql`));
});

describe.each(released.map(({ version }) => version))('a database of version %i', (version) => {
  it('opens with all its runs, and with the schema of a new one', async () => {
    const dataDir = temporaryFolder();
    databaseOfVersion(dataDir, version).close();
    const store = openStorage(storageOptions({ dataDir }));
    expect(store.getRun('0123456789')).toMatchObject({
      name: 'chapter-100x64',
      status: 'diverged',
      divergedAt: 1,
      epochsDone: 2,
      last: { epoch: 1, loss: NaN, validationLoss: null, layerPenalties: [0.25, 0] },
      best: { epoch: 0, loss: 1.5, validationLoss: 1.125 },
      tags: ['wide', 'seed 0'],
      notes: 'kept',
    });
    for (const { config } of store.listRuns(listRunsQuery.parse({})).runs) {
      expect(config).toEqual(runConfigSchema.parse(config));
    }
    store.close();

    const upgraded = new Database(join(dataDir, databaseFileName));
    const fresh = new Database(':memory:');
    migrate(fresh, released);
    expect(schemaOf(upgraded)).toEqual(schemaOf(fresh));
    expect(upgraded.pragma('integrity_check', { simple: true })).toBe('ok');
    upgraded.close();
  });
});

it('stores the key of a table without rowid in its first columns, where older SQLite versions check it', () => {
  const db = new Database(':memory:');
  migrate(db, released);
  const tables = db
    .prepare<[], string>(`SELECT name FROM pragma_table_list WHERE wr AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all();
  expect(tables).toContain('tags');
  for (const table of tables) {
    const columns = db.pragma(`table_info(${table})`) as { name: string; pk: number }[];
    const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
    expect([table, ...columns.slice(0, key.length)]).toEqual([table, ...key]);
  }
});

it.skipIf(spawnSync('sqlite3', ['--version']).status !== 0)(
  'creates a database that another SQLite finds no fault with',
  () => {
    const db = databaseOfVersion(temporaryFolder(), released.length);
    db.pragma('wal_checkpoint(TRUNCATE)');
    const { stdout } = spawnSync('sqlite3', ['-readonly', db.name, 'PRAGMA integrity_check'], {
      encoding: 'utf8',
    });
    expect(stdout.trim()).toBe('ok');
    db.close();
  },
);

describe('a migration', () => {
  it('leaves a copy of what was there', () => {
    const dataDir = temporaryFolder();
    const db = databaseOfVersion(dataDir, released.length);
    const copy = migrate(db, [...released, migration(`UPDATE runs SET notes = 'changed'`)]);
    expect(schemaVersion(db)).toBe(next);
    expect(db.prepare('SELECT notes FROM runs').pluck().get()).toBe('changed');
    db.close();

    expect(readdirSync(join(dataDir, 'backups')).map((name) => join(dataDir, 'backups', name))).toEqual([
      copy,
    ]);
    const backup = new Database(copy!);
    expect(schemaVersion(backup)).toBe(released.length);
    expect(backup.prepare('SELECT notes FROM runs').pluck().get()).toBe('kept');
    backup.close();
  });

  it.each([
    ['fails half-way', `UPDATE runs SET notes = 'changed'; SELECT * FROM nowhere;`, 'no such table: nowhere'],
    ['breaks a reference', `UPDATE tags SET run_id = 99;`, 'would break 2 references'],
  ])('that %s is undone completely, and stops those after it', (_case, sql, message) => {
    const db = databaseOfVersion(temporaryFolder(), released.length);
    const behind = { version: next + 1, name: 'behind.sql', sql: 'DELETE FROM runs' };
    expect(() => migrate(db, [...released, migration(sql), behind])).toThrow(message);
    expect(schemaVersion(db)).toBe(released.length);
    expect(db.prepare('SELECT notes FROM runs').pluck().get()).toBe('kept');
    expect(db.prepare(`SELECT count(*) FROM runs WHERE notes = 'changed'`).pluck().get()).toBe(0);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    db.close();
  });

  it('waits for older processes to close', async () => {
    const dataDir = temporaryFolder();
    const older = openStorage(storageOptions({ dataDir, exclusive: false }));
    const newer = [...released, migration('CREATE TABLE extra (a)')];
    expect(() => openStorage(storageOptions({ dataDir }), newer)).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
    older.close();
    openStorage(storageOptions({ dataDir }), newer).close();
    expect(() => openStorage(storageOptions({ dataDir }))).toThrow(
      expect.objectContaining({ code: 'databaseTooNew' }),
    );
  });
});
