import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { killed, testWith } from '../../system-needs.fixture.ts';
import { removeFolder } from '../../temporary-folder.fixture.ts';
import { databaseFileName } from '../connection.ts';
import { inspectDatabase } from '../inspect-database.ts';
import { mountSmallDisk } from '../small-disk.ts';
import { openStorage } from '../storage.ts';
import {
  emptyHistory,
  recordRun,
  runConfig,
  storageOptions,
  temporaryFolder,
  temporaryStore,
} from '../store-fixture.ts';
import { discardCopy, moveFolder, type MoveProgress } from './move-folder.ts';
import { copyMarkName, movedNoteName, removeMovedNote, writeCopyMark } from './moving-notes.ts';

let from: string;
let to: string;
let id: string;
const backup = 'backups/lambdascope-version-6-2026.sqlite3';
const log = 'logs/lambdascope.log';

beforeEach(async () => {
  from = emptyHistory();
  to = join(temporaryFolder(), 'new place');
  const store = temporaryStore({ dataDir: from });
  id = recordRun(store, runConfig(), 300);
  store.endRuns([[id, { status: 'completed' }]]);
  await store.close();
  mkdirSync(join(from, 'backups'));
  writeFileSync(join(from, backup), Buffer.alloc(5_000_000, 'lambda'));
  mkdirSync(join(from, 'logs'));
  writeFileSync(join(from, log), 'it began\n');
  writeFileSync(join(from, 'desktop.json'), '{}');
});

const move = (): MoveProgress[] => [...moveFolder(from, to)];
const bytesOf = (folder: string, name = databaseFileName): Buffer => readFileSync(join(folder, name));
const opening = (dataDir: string) => () => openStorage(storageOptions({ dataDir }));

function expectMoved(): void {
  expect(bytesOf(to).equals(bytesOf(from))).toBe(true);
  expect(bytesOf(to, backup).equals(bytesOf(from, backup))).toBe(true);
  expect(inspectDatabase(to)).toEqual({ runs: 1, damage: null });
  expect(opening(from)).toThrow(`the history of ${from} was moved to ${to}; open it there`);
  const store = temporaryStore({ dataDir: to });
  expect(store.getRun(id)).toMatchObject({ epochsDone: 300, status: 'completed' });
}

it('copies the database, its backups and logs, and nothing else; the old folder says where they are', () => {
  const before = bytesOf(from);
  const steps = move();
  const totalBytes = before.length + 5_000_000;
  expect(steps.map(({ kind }) => kind).filter((kind, at, all) => kind !== all[at - 1])).toEqual([
    'copying',
    'comparing',
    'checkingCopy',
    'ready',
  ]);
  for (const kind of ['copying', 'comparing']) {
    expect(steps.findLast((step) => step.kind === kind)).toEqual({ kind, doneBytes: totalBytes, totalBytes });
  }
  expect(readdirSync(to).sort()).toEqual(['backups', databaseFileName, 'logs']);
  expect(bytesOf(to, log).toString()).toBe('it began\n');
  expect(bytesOf(from).equals(before)).toBe(true);
  expect(bytesOf(from, movedNoteName).toString()).toContain(`\n${to}\n`);
  expectMoved();
});

testWith('modes')('makes the new place accessible only to its owner', () => {
  move();
  for (const [name, mode] of [
    ['', 0o700],
    ['backups', 0o700],
    [databaseFileName, 0o600],
    [backup, 0o600],
  ] as const) {
    expect([name, statSync(join(to, name)).mode & 0o777]).toEqual([name, mode]);
  }
});

it('includes what is in the write-ahead log, even if that cannot be folded in', () => {
  const reader = new Database(join(from, databaseFileName), { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM runs').get();
  const writer = new Database(join(from, databaseFileName));
  writer.prepare(`UPDATE runs SET notes = 'from the log'`).run();
  move();
  expect(statSync(join(to, `${databaseFileName}-wal`)).size).toBeGreaterThan(0);
  writer.close();
  reader.close();
  expect(temporaryStore({ dataDir: to }).getRun(id)).toMatchObject({ notes: 'from the log' });
});

describe('killed', () => {
  it('at any step, it continues from there, and neither folder can ever be opened half-way', () => {
    const count = [...moveFolder(from, join(temporaryFolder(), 'first'))].length;
    const entry = join(import.meta.dirname, 'moving-process.ts');
    expect(count).toBeGreaterThan(8);
    for (let steps = 0; steps < count; steps += 1) {
      const [original, target] = [temporaryFolder(), join(temporaryFolder(), 'target')];
      cpSync(from, original, { recursive: true, filter: (name) => !name.endsWith(movedNoteName) });
      const { signal, status } = spawnSync(process.execPath, [entry, original, target, String(steps)]);
      expect(signal ?? status).toBe(killed);
      expect(opening(target)).toThrow('has an unfinished copy of a history');
      if (existsSync(join(original, movedNoteName))) {
        expect(steps).toBe(count - 1);
        expect(opening(original)).toThrow('was moved to');
      } else {
        expect(inspectDatabase(original)).toEqual({ runs: 1, damage: null });
      }
      [from, to] = [original, target];
      move();
      expectMoved();
    }
  });

  it('while writing, the copy is repaired, and files that are not part of the history are removed', () => {
    mkdirSync(join(to, 'backups'), { recursive: true });
    writeCopyMark(to, { from, isNewFolder: true });
    const torn = Buffer.from(bytesOf(from).subarray(0, 20_000));
    torn.fill(0, 15_000);
    writeFileSync(join(to, databaseFileName), torn);
    writeFileSync(join(to, `${databaseFileName}-wal`), 'of another state');
    writeFileSync(join(to, backup), Buffer.alloc(6_000_000, 'longer than the original'));
    writeFileSync(join(to, 'backups/old.sqlite3'), 'deleted meanwhile');
    move();
    expect(readdirSync(join(to, 'backups'))).toEqual([backup.slice('backups/'.length)]);
    expectMoved();
  });

  it('and then written to, the history is copied as it is now', async () => {
    const steps = moveFolder(from, to);
    for (const step of steps) if (step.kind === 'ready') break;
    removeMovedNote(from);
    const store = temporaryStore({ dataDir: from });
    store.updateRun({ id, notes: 'written later' });
    await store.close();
    writeCopyMark(to, { from, isNewFolder: true });
    move();
    expect(temporaryStore({ dataDir: to }).getRun(id)).toMatchObject({ notes: 'written later' });
  });
});

describe('failures', () => {
  it('a changed byte in the copy is detected, and the original stays in use', () => {
    const attempt = (): void => {
      for (const step of moveFolder(from, to)) {
        if (step.kind !== 'comparing' || step.doneBytes > 0) continue;
        const file = openSync(join(to, databaseFileName), 'r+');
        writeSync(file, Buffer.from([1 + bytesOf(to)[50_001]!]), 0, 1, 50_001);
      }
    };
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'folderNotWritable',
        message: expect.stringMatching(
          /^the copy in .+ failed \(.+ differs from the original .+\); the history stays in /,
        ),
      }),
    );
    expect(opening(to)).toThrow('has an unfinished copy');
    expect(inspectDatabase(from)).toEqual({ runs: 1, damage: null });
    discardCopy(from, to);
    expect(existsSync(to)).toBe(false);
  });

  it('a database that was already damaged stays where it is', () => {
    const file = openSync(join(from, databaseFileName), 'r+');
    writeSync(file, Buffer.alloc(4096, 255), 0, 4096, 4096);
    expect(move).toThrow(`the database in ${from} is damaged`);
    expect(existsSync(join(from, movedNoteName))).toBe(false);
    discardCopy(from, to);
    expect(existsSync(to)).toBe(false);
  });

  it('if the disk fills up meanwhile, nothing of the copy is left, and the history is open', ({ skip }) => {
    const disk = mountSmallDisk(4) ?? skip('this user may not mount a disk');
    to = disk.folder;
    expect(move).toThrow(
      expect.objectContaining({
        code: 'storageFull',
        message: `the disk of ${to} is full; the history stays in ${from}`,
      }),
    );
    discardCopy(from, to);
    expect(readdirSync(to)).toEqual([]);
    expect(temporaryStore({ dataDir: from }).getRun(id)).toMatchObject({ epochsDone: 300 });
  });

  it('a folder that disappears meanwhile, for example with its drive', () => {
    const attempt = (): void => {
      for (const step of moveFolder(from, to)) {
        if (step.kind === 'comparing') removeFolder(to);
      }
    };
    expect(attempt).toThrow(/^the copy in .+ failed \(ENOENT.+; the history stays in /);
    discardCopy(from, to);
    expect(inspectDatabase(from)).toEqual({ runs: 1, damage: null });
  });

  it('moves away from a full disk, and from a read-only one', ({ skip }) => {
    for (const state of ['fill', 'makeReadOnly'] as const) {
      const disk = mountSmallDisk(16) ?? skip('this user may not mount a disk');
      cpSync(from, disk.folder, { recursive: true });
      disk[state]();
      to = join(temporaryFolder(), state);
      expect([...moveFolder(disk.folder, to)].at(-1)).toEqual({ kind: 'ready' });
      expect(temporaryStore({ dataDir: to }).getRun(id)).toMatchObject({ epochsDone: 300 });
    }
  });
});

describe('while others work with it', () => {
  it('it refuses, and says who', async () => {
    const store = temporaryStore({ dataDir: from });
    expect(move).toThrow(expect.objectContaining({ code: 'hostAlreadyRunning' }));
    await store.close();
    const command = temporaryStore({ dataDir: from, exclusive: false, host: 'cli' });
    expect(move).toThrow(`a Lambdascope command is still using ${from}; wait until it has ended`);
    await command.close();
    const other = new Database(join(from, databaseFileName));
    other.exec('BEGIN IMMEDIATE');
    expect(move).toThrow(
      /^another program keeps .+ locked; close that program, then move the history again$/,
    );
    other.close();
    expect(existsSync(to)).toBe(false);
  });

  it('it keeps them out until it is done', () => {
    const writer = new Database(join(from, databaseFileName), { timeout: 0 });
    const moving = moveFolder(from, to);
    while (moving.next().done !== true) {
      expect(() => writer.prepare(`UPDATE runs SET notes = 'lost'`).run()).toThrow('database is locked');
    }
    writer.close();
    expectMoved();
  });
});

it('discarding a copy leaves what was there before', () => {
  mkdirSync(to);
  mkdirSync(join(to, 'logs'));
  writeFileSync(join(to, 'logs/other.log'), 'of another');
  for (const step of moveFolder(from, to)) if (step.kind === 'checkingCopy') break;
  expect(existsSync(join(to, copyMarkName))).toBe(true);
  discardCopy(temporaryFolder(), to); // of a different history: nothing happens
  expect(existsSync(join(to, databaseFileName))).toBe(true);
  discardCopy(from, to);
  expect(readdirSync(to, { recursive: true })).toEqual(['logs', 'logs/other.log']);
  expect(inspectDatabase(from)).toEqual({ runs: 1, damage: null });
});
