import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, expect, it } from 'vitest';
import { testWith } from '../../system-needs.fixture.ts';
import { databaseFileName } from '../connection.ts';
import { mountSmallDisk } from '../small-disk.ts';
import { temporaryFolder, temporaryStore } from '../store-fixture.ts';
import { checkDestination } from './destination.ts';
import { writeCopyMark, writeMovedNote } from './moving-notes.ts';

let from: string;
let home: string;
let to: string;
beforeEach(async () => {
  [from, home, to] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  await temporaryStore({ dataDir: from }).close();
  mkdirSync(join(from, 'backups'));
  writeFileSync(join(from, 'backups', 'lambdascope-version-1-2026.sqlite3'), 'a backup');
});

const look = (folder = to) => checkDestination({ from, home }, folder);
const refusing = (message: RegExp, folder = to, code = 'conflict'): void =>
  expect(() => look(folder)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) as unknown }),
  );

it('a folder that is empty or does not exist yet is free', () => {
  for (const folder of [to, join(to, 'a', 'b')]) {
    expect(look(folder)).toEqual({
      folder,
      kind: 'free',
      databaseBytes: expect.any(Number) as number,
      backupBytes: 8,
      freeBytes: expect.any(Number) as number,
    });
  }
  expect(look().databaseBytes).toBeGreaterThan(4096);
  writeFileSync(join(to, '.DS_Store'), '');
  expect(look().kind).toBe('free');
  expect(readdirSync(to)).toEqual(['.DS_Store']);
});

it('one with a history can be used instead, unless somebody has it open', async () => {
  const other = temporaryStore({ dataDir: to });
  refusing(/^another Lambdascope \(process \d+\) is already open on/, to, 'hostAlreadyRunning');
  await other.close();
  expect(look().kind).toBe('history');
});

it('one with anything else is refused, naming what is in it', () => {
  writeFileSync(join(to, 'thesis.tex'), '');
  refusing(
    /^.+ is not empty: it contains thesis\.tex, but no history; choose an empty folder, or create one in it$/,
  );
  writeFileSync(join(to, 'thesis.pdf'), '');
  refusing(/it contains thesis\.pdf and more, but no history/);
  writeFileSync(join(to, 'file'), '');
  refusing(/is not a folder/, join(to, 'file'));
});

it('the current folder is refused, as is any folder inside or around it', () => {
  refusing(/^the history is in .+ already; choose another folder$/, from);
  refusing(/^.+ is inside .+, where the history is; choose a folder outside it$/, join(from, 'new'));
  refusing(/^.+ contains .+, where the history is; choose an empty folder$/, join(from, '..'));
  expect(look(`${from} 2`).kind).toBe('free');
});

testWith('pipes')('also through a link', () => {
  symlinkSync(from, join(to, 'link'));
  refusing(/already/, join(to, 'link'));
  refusing(/is inside/, join(to, 'link', 'new'));
});

it('a folder with a database of another program or a newer version is refused', () => {
  writeFileSync(join(to, databaseFileName), 'my diary\n'.repeat(100));
  refusing(/is not an SQLite database/, to, 'notADatabase');
  const newer = temporaryFolder();
  const db = new Database(join(newer, databaseFileName));
  db.exec('CREATE TABLE future (x); PRAGMA application_id = 0x4c414d42; PRAGMA user_version = 9999');
  db.close();
  refusing(/newer Lambdascope/, newer, 'databaseTooNew');
});

it('an unfinished copy of this history is continued, one of another history is refused', () => {
  writeCopyMark(to, { from, isNewFolder: false });
  writeFileSync(join(to, databaseFileName), 'a part of it');
  expect(look().kind).toBe('free');
  writeCopyMark(to, { from: home, isNewFolder: false });
  refusing(/has an unfinished copy of another history/);
});

it('the app’s own folder accepts the history back once the copy left there is deleted', async () => {
  await temporaryStore({ dataDir: home }).close();
  writeMovedNote(home, from);
  refusing(/^.+ has the old copy of a history that was moved to .+; delete that copy first/, home);
  const emptied = temporaryFolder();
  for (const name of ['desktop.json', 'window.json', 'Cache', 'logs']) writeFileSync(join(emptied, name), '');
  writeMovedNote(emptied, from);
  expect(checkDestination({ from, home: emptied }, emptied).kind).toBe('free');
  refusing(/is not empty: it contains Cache and more/, emptied);
});

it('a disk without enough room is refused before anything is written', ({ skip }) => {
  const disk = mountSmallDisk(2) ?? skip('this user may not mount a disk');
  refusing(
    /^the history needs 3\d(\.\d)? MiB in .+, and 2\.0 MiB is free; free some space there, or choose a folder on another disk$/,
    join(disk.folder, 'new'),
    'storageFull',
  );
  expect(existsSync(join(disk.folder, 'new'))).toBe(false);
});

it('a folder that is not writable is refused', ({ skip }) => {
  const disk = mountSmallDisk(2) ?? skip('this user may not mount a disk');
  disk.makeReadOnly();
  refusing(
    /is not writable \(EROFS\); check its permissions or choose another folder$/,
    disk.folder,
    'folderNotWritable',
  );
});
