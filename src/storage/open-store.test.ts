import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { AppError } from '#api';
import { createEpochWriter } from './epoch-writer.ts';
import { databaseFileName, openConnection } from './connection.ts';
import { loadMigrations } from './migrations.ts';
import { translateErrors } from './sqlite-errors.ts';
import { openStorage } from './storage.ts';
import {
  epochRows,
  recordRun,
  runConfig,
  storageOptions,
  temporaryFolder,
  temporaryStore,
} from './store-fixture.ts';

/** The AppError with which a folder refuses to open. */
function refusal(dataDir: string): AppError {
  try {
    openStorage(storageOptions({ dataDir })).close();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('the store opened');
}

/** The content of every database file in the folder. */
function databaseFiles(dataDir: string): Record<string, string> {
  const names = readdirSync(dataDir).filter((name) => name.startsWith(databaseFileName));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(dataDir, name), 'hex')]));
}

/** A folder whose database holds one run of 200 epochs, closed. */
async function folderWithRun(): Promise<{ dataDir: string; file: string; id: string }> {
  const dataDir = temporaryFolder();
  const store = openStorage(storageOptions({ dataDir }));
  const id = recordRun(store, runConfig(), 200);
  store.endRuns([[id, { status: 'completed' }]]);
  store.close();
  return { dataDir, file: join(dataDir, databaseFileName), id };
}

describe('openStore refuses', () => {
  it('a folder that cannot be created', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'in the way');
    const error = refusal(join(file, 'data'));
    expect(error.code).toBe('folderNotWritable');
    expect(error.message).toContain(join(file, 'data'));
    expect(readFileSync(file, 'utf8')).toBe('in the way');
  });

  it('a file that is not a database, and leaves it alone', () => {
    const dataDir = temporaryFolder();
    const file = join(dataDir, databaseFileName);
    for (const text of ['not a database', 'x'.repeat(10_000)]) {
      writeFileSync(file, text);
      expect(refusal(dataDir)).toMatchObject({ code: 'notADatabase' });
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
    expect(readdirSync(dataDir)).toEqual([databaseFileName]);
  });

  it('a database of another program, and leaves it alone', () => {
    const dataDir = temporaryFolder();
    const other = new Database(join(dataDir, databaseFileName));
    other.exec('CREATE TABLE notes (text)');
    other.close();
    const before = databaseFiles(dataDir);
    expect(refusal(dataDir)).toMatchObject({ code: 'notADatabase' });
    expect(databaseFiles(dataDir)).toEqual(before);
  });

  it('a database from a newer version, and leaves every byte as it is', async () => {
    const { dataDir, file } = await folderWithRun();
    const newer = new Database(file);
    newer.pragma('user_version = 99');
    newer.close();
    const before = databaseFiles(dataDir);
    const error = refusal(dataDir);
    expect(error).toMatchObject({
      code: 'databaseTooNew',
      details: { found: 99, known: loadMigrations().length, backup: null },
    });
    expect(error.message).toContain('left untouched');
    expect(databaseFiles(dataDir)).toEqual(before);
  });

  it('a newer version that is only in the write-ahead log', async () => {
    const { dataDir, file } = await folderWithRun();
    const newer = new Database(file);
    newer.pragma('user_version = 99');
    const [header, log] = [file, `${file}-wal`].map((name) => readFileSync(name, 'hex'));
    expect(refusal(dataDir).code).toBe('databaseTooNew');
    expect([file, `${file}-wal`].map((name) => readFileSync(name, 'hex'))).toEqual([header, log]);
    newer.close();
  });

  it('a second host, naming the process, but lets command lines in', async () => {
    const dataDir = temporaryFolder();
    const host = openStorage(storageOptions({ dataDir, host: 'desktop' }));
    const error = refusal(dataDir);
    expect(error).toMatchObject({ code: 'hostAlreadyRunning', details: { pid: process.pid } });
    expect(error.message).toBe(
      `another Lambdascope (process ${process.pid}) is already open on ${dataDir}; ` +
        'use that one, close it, or choose another folder with --data-dir',
    );
    temporaryStore({ dataDir, host: 'cli', exclusive: false });
    temporaryStore({ dataDir, host: 'cli', exclusive: false });
    host.close();
    temporaryStore({ dataDir });
  });

  it('a database damaged by a crash', async () => {
    const { dataDir, file } = await folderWithRun();
    // What a dead process leaves behind: its session's lock.
    writeFileSync(join(dataDir, 'sessions', '0000000000.lock'), '');
    truncateSync(file, statSync(file).size - 8192);
    const before = databaseFiles(dataDir);
    expect(refusal(dataDir)).toMatchObject({ code: 'notADatabase' });
    expect(databaseFiles(dataDir)[databaseFileName]).toBe(before[databaseFileName]);
    // It stays refused: nobody has repaired it yet.
    expect(refusal(dataDir)).toMatchObject({ code: 'notADatabase' });
  });
});

it('opens a nested folder with spaces in its name', () => {
  const dataDir = join(temporaryFolder(), 'a b', 'ü');
  mkdirSync(dataDir, { recursive: true });
  expect(temporaryStore({ dataDir }).sizeBytes()).toBeGreaterThan(0);
});

it('reports a full disk, loses nothing, and continues when there is room', async () => {
  const { dataDir, file } = await folderWithRun();
  const store = temporaryStore({ dataDir });
  const config = runConfig();
  const id = recordRun(store, config, 100);

  const db = openConnection(file);
  const full = translateErrors({ appendEpochs: createEpochWriter(db) });
  const many = Array.from({ length: 5000 }, (_, at) => ({ epoch: 100 + at, validationLoss: 0.5 }));
  const rows = epochRows(config, many);
  const pages = db.pragma('page_count', { simple: true }) as number;
  db.pragma(`max_page_count = ${pages + 4}`);
  expect(() => full.appendEpochs(id, rows, many.length)).toThrow(
    expect.objectContaining({
      code: 'storageFull',
      message: expect.stringContaining('free some space') as string,
    }),
  );
  expect(store.getRun(id)).toMatchObject({ epochsDone: 100, last: { epoch: 99 } });

  db.pragma('max_page_count = 1073741823');
  full.appendEpochs(id, rows, many.length);
  db.close();
  expect(store.getRun(id)).toMatchObject({ epochsDone: 5100, last: { epoch: 5099 } });
});
