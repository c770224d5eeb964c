import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '#api';
import { writeExportFile } from './export-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lambdascope-export-'));
  path = join(folder, 'runs.csv');
});

afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

async function* rows(...chunks: string[]): AsyncGenerator<string> {
  yield* chunks;
}

it('writes the whole file, over an older one', async () => {
  writeFileSync(path, 'old');
  await writeExportFile(path, rows('a\r\n', 'λ\r\n'));
  expect(readFileSync(path, 'utf8')).toBe('a\r\nλ\r\n');
  expect(readdirSync(folder)).toEqual(['runs.csv']);
});

it('leaves the older file and nothing else when the rows fail', async () => {
  writeFileSync(path, 'old');
  async function* failing(): AsyncGenerator<string> {
    yield 'half';
    throw new AppError('storage', 'the database is damaged');
  }
  await expect(writeExportFile(path, failing())).rejects.toMatchObject({ code: 'storage' });
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['runs.csv']);
});

it('says which place cannot be written', async () => {
  const missing = join(folder, 'none', 'runs.csv');
  await expect(writeExportFile(missing, rows('a'))).rejects.toMatchObject({
    code: 'folderNotWritable',
    message: `cannot write ${missing} (ENOENT); choose another folder`,
  });
  mkdirSync(path);
  await expect(writeExportFile(path, rows('a'))).rejects.toMatchObject({ code: 'folderNotWritable' });
  expect(readdirSync(folder)).toEqual(['runs.csv']);
});

it('says that the disk is full', async () => {
  async function* full(): AsyncGenerator<string> {
    yield 'a';
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  }
  await expect(writeExportFile(path, full())).rejects.toMatchObject({ code: 'storageFull' });
});
