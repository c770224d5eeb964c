import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { backUp } from './backups.ts';
import { databaseFileName, openConnection } from './connection.ts';
import type { KillMoment } from './killing-thread.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { loadMigrations, type Migration } from './migrations.ts';
import { openStorage } from './storage.ts';
import { storageOptions, temporaryFolder } from './store-fixture.ts';

const released = loadMigrations();
const older = released.length - 1;
const blobBytes = 64 * 1024;
const blobs = 100;

/** A database of the previous version, a few megabytes in size. */
function olderDatabase(dataDir: string): void {
  const db = openConnection(join(dataDir, databaseFileName));
  migrate(db, released.slice(0, older));
  db.exec(readFileSync(join(import.meta.dirname, `migration-fixtures/version-${older}.sql`), 'utf8'));
  db.exec('CREATE TABLE filler (at INTEGER PRIMARY KEY, bytes BLOB)');
  const insert = db.prepare('INSERT INTO filler (bytes) VALUES (randomblob(?))');
  db.transaction(() => {
    for (let at = 0; at < blobs; at += 1) insert.run(blobBytes);
  })();
  db.close();
}

function copies(dataDir: string): string[] {
  return readdirSync(join(dataDir, 'backups')).sort();
}

/** Everything the copy must contain. */
function contentOf(file: string): unknown {
  const db = new Database(file, { readonly: true });
  const count = (table: string): unknown => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  const content = [
    db.pragma('integrity_check', { simple: true }),
    schemaVersion(db),
    count('runs'),
    count('epochs'),
    db.prepare('SELECT count(*), sum(length(bytes)) FROM filler').raw().get(),
  ];
  db.close();
  return content;
}

it('leaves no copy or a complete one, and a database that opens, wherever its process is killed', async () => {
  const entry = join(import.meta.dirname, 'migrating-process.ts');
  const total = blobs * blobBytes;
  const moments: KillMoment[] = [
    ...[0, 0.3, 0.6, 0.9].map((share) => ({ partialBytes: Math.round(share * total) })),
    ...[0, 7].map((looksAfterCopy) => ({ looksAfterCopy })),
  ];
  let killedBefore = 0;
  for (const moment of moments) {
    const dataDir = temporaryFolder();
    olderDatabase(dataDir);
    const expected = contentOf(join(dataDir, databaseFileName));
    const args = [entry, dataDir, JSON.stringify(moment)];
    const { signal } = await promisify(execFile)(process.execPath, args).then(
      () => ({ signal: null }),
      (failure: unknown) => failure as { signal: string | null },
    );
    const left = copies(dataDir);
    if (signal === 'SIGKILL' && left.some((name) => name.endsWith('.partial'))) killedBefore += 1;
    for (const name of left.filter((name) => name.endsWith('.sqlite3'))) {
      expect(contentOf(join(dataDir, 'backups', name))).toEqual(expected);
    }

    const store = openStorage(storageOptions({ dataDir }));
    expect(store.getRun('0123456789').epochsDone).toBe(2);
    store.close();
    // Exactly one complete copy, whether the killed process or this one made it, and no partial ones.
    expect(copies(dataDir)).toEqual([expect.stringMatching(/^lambdascope-version-\d+-[\dTZ-]+\.sqlite3$/)]);
    expect(contentOf(join(dataDir, 'backups', copies(dataDir)[0]!))).toEqual(expected);
  }
  expect(killedBefore).toBeGreaterThan(0);
});

it('makes one copy for repeatedly failing starts', () => {
  const dataDir = temporaryFolder();
  olderDatabase(dataDir);
  const broken: Migration = { version: older + 1, name: 'broken.sql', sql: 'SELECT * FROM nowhere' };
  for (let start = 0; start < 4; start += 1) {
    expect(() => openStorage(storageOptions({ dataDir }), [...released.slice(0, older), broken])).toThrow(
      'no such table',
    );
  }
  expect(copies(dataDir)).toHaveLength(1);
});

describe('of several copies', () => {
  it('the newest three stay, by version and time, as does everything that is not ours', () => {
    const dataDir = temporaryFolder();
    const file = join(dataDir, databaseFileName);
    const db = openConnection(file);
    db.exec('CREATE TABLE filler (a)');
    const names = [9, 10, 2, 10].map((version, day) => {
      utimesSync(file, new Date(), new Date(Date.UTC(2026, 0, day + 1)));
      return backUp(db, version);
    });
    writeFileSync(join(dataDir, 'backups', 'mine.sqlite3'), 'kept');
    utimesSync(file, new Date(), new Date(Date.UTC(2026, 1, 1)));
    const newest = backUp(db, 3);
    db.close();
    const kept = [names[1]!, names[3]!, newest, join(dataDir, 'backups', 'mine.sqlite3')];
    expect(copies(dataDir).map((name) => join(dataDir, 'backups', name))).toEqual(kept.sort());
  });
});
