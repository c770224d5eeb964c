import { execFileSync, spawnSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { AppError } from '#api';
import { mountSmallDisk } from '../storage/small-disk.ts';
import { testWith } from '../system-needs.fixture.ts';
import { temporaryFolder } from '../temporary-folder.fixture.ts';
import { writeExportFile } from './export-file.ts';

let folder: string;
let path: string;
let dataDir: string;
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = temporaryFolder();
  path = join(folder, 'runs.csv');
});

const write = (to: string, chunks: Parameters<typeof writeExportFile>[1], signal?: AbortSignal) =>
  writeExportFile(to, chunks, { dataDir, ...(signal && { signal }) });

/** The process id of a process that has ended. */
const gone = spawnSync(process.execPath, ['--version']).pid;

it('writes the whole file, replacing an older one', async () => {
  writeFileSync(path, 'old');
  await write(path, ['a\r\n', 'λ\r\n', Buffer.from([255])]);
  expect(readFileSync(path)).toEqual(Buffer.concat([Buffer.from('a\r\nλ\r\n'), Buffer.from([255])]));
  expect(readdirSync(folder)).toEqual(['runs.csv']);
});

it('leaves the older file and nothing else when generating rows fails', async () => {
  writeFileSync(path, 'old');
  async function* failing(): AsyncGenerator<string> {
    yield 'half';
    throw new AppError('storage', 'the database is damaged');
  }
  await expect(write(path, failing())).rejects.toMatchObject({ code: 'storage' });
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['runs.csv']);
});

it('leaves the older file and nothing else when it is stopped half-way', async () => {
  writeFileSync(path, 'old');
  const stopping = new AbortController();
  async function* endless(): AsyncGenerator<string> {
    for (let chunk = 0; ; chunk++) {
      yield 'x'.repeat(100_000);
      if (chunk === 20) stopping.abort();
    }
  }
  await expect(write(path, endless(), stopping.signal)).rejects.toMatchObject({
    code: 'conflict',
    message: `stopped; ${path} was not written`,
  });
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['runs.csv']);
});

it('says in a sentence which place is not writable', async () => {
  const missing = join(folder, 'none', 'runs.csv');
  const inFile = join(path, 'runs.csv');
  writeFileSync(path, 'a file');
  const long = join(folder, 'x'.repeat(256));
  for (const [to, reason] of [
    [missing, `there is no folder ${join(folder, 'none')}`],
    [inFile, `${path} is not a folder`],
    [folder, 'it is a folder'],
    [long, 'the name is too long; most systems allow 255 bytes'],
  ] as const) {
    await expect(write(to, ['a'])).rejects.toMatchObject({
      code: 'invalidInput',
      message: `cannot write ${to}: ${reason}`,
    });
  }
  expect(readdirSync(folder)).toEqual(['runs.csv']);
});

it('writes a name of 255 bytes, in characters of any size', async () => {
  const names = ['x'.repeat(251), '漢'.repeat(83) + 'xx'].map((name) => `${name}.csv`);
  for (const name of names) await write(join(folder, name), [name]);
  expect(readdirSync(folder).sort()).toEqual(names.sort());
  expect(names.map((name) => Buffer.byteLength(name))).toEqual([255, 255]);
});

it('says that the disk is full, and frees what it used', async ({ skip }) => {
  const disk = mountSmallDisk(2) ?? skip('this user may not mount a disk');
  const to = join(disk.folder, 'runs.csv');
  writeFileSync(to, 'old');
  const rows = Array.from({ length: 100 }, () => 'x'.repeat(65_536));
  await expect(write(to, rows)).rejects.toMatchObject({
    code: 'storageFull',
    message: `not enough disk space for ${to}; free some space or choose another disk`,
  });
  expect(readFileSync(to, 'utf8')).toBe('old');
  expect(readdirSync(disk.folder)).toEqual(['runs.csv']);
});

it('says that a disk is read-only', async ({ skip }) => {
  const disk = mountSmallDisk(2) ?? skip('this user may not mount a disk');
  disk.makeReadOnly();
  await expect(write(join(disk.folder, 'runs.csv'), ['a'])).rejects.toMatchObject({
    code: 'folderNotWritable',
    message: expect.stringMatching(/\(EROFS\); choose another folder$/),
  });
});

it('never replaces files of the history, under any name', async () => {
  const database = join(dataDir, 'lambdascope.sqlite3');
  const backup = join(dataDir, 'backups', 'old.sqlite3');
  mkdirSync(join(dataDir, 'backups'));
  for (const file of [database, `${database}-wal`, backup]) writeFileSync(file, 'ours');
  const link = join(folder, 'link.csv');
  linkSync(database, link);
  for (const to of [database, `${database}-wal`, backup, link]) {
    await expect(write(to, ['a'])).rejects.toMatchObject({
      code: 'invalidInput',
      message: `cannot write ${to}: it belongs to the history in ${dataDir}; choose another name`,
    });
    expect(readFileSync(to, 'utf8')).toBe('ours');
  }
  await write(join(dataDir, 'runs.csv'), ['beside it']);
  expect(readdirSync(dataDir)).toContain('runs.csv');
});

testWith('modes')('is as private as the file that it replaces', async () => {
  writeFileSync(path, 'old', { mode: 0o600 });
  await write(path, ['new']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

testWith('modes')('writes to the target of a link, and leaves the link', async () => {
  const link = join(folder, 'link.csv');
  writeFileSync(path, 'old');
  symlinkSync(path, link);
  await write(link, ['new']);
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(folder).sort()).toEqual(['link.csv', 'runs.csv']);
});

testWith('pipes')('writes to a pipe, which stays one', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const [text] = await Promise.all([readFile(pipe, 'utf8'), write(pipe, ['a', 'b'])]);
  expect([text, statSync(pipe).isFIFO()]).toEqual(['ab', true]);
});

it('removes what a killed export of the same file left, and nothing else', async () => {
  const others = [
    `runs.csv.${process.ppid}-01234567.partial`,
    `other.csv.${gone}-01234567.partial`,
    'runs.csv.x.partial',
    'runsxcsv.1-01234567.partial',
  ];
  for (const name of [`runs.csv.${gone}-01234567.partial`, ...others]) {
    writeFileSync(join(folder, name), 'half');
  }
  await write(path, ['a', 'b']);
  expect(readdirSync(folder).sort()).toEqual(['runs.csv', ...others].sort());
  expect(readFileSync(path, 'utf8')).toBe('ab');
});
