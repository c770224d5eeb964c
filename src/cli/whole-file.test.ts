import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './cli-fixture.ts';
import { writeWholeFile } from './whole-file.ts';

async function* chunks(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

async function* failing(): AsyncGenerator<string> {
  yield 'half';
  throw new Error('the disk was unplugged');
}

/** The number of a process that has ended. */
const gone = spawnSync(process.execPath, ['--version']).pid;

test('a failure takes what was written with it, and leaves the old file', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'runs.csv');
  writeFileSync(file, 'old');
  await expect(writeWholeFile(file, failing())).rejects.toMatchObject({ code: 'invalidInput' });
  expect(readdirSync(folder)).toEqual(['runs.csv']);
  expect(readFileSync(file, 'utf8')).toBe('old');
});

test('what a killed export left is removed by the next, and nothing else', async () => {
  const folder = temporaryFolder();
  const others = [
    `runs.csv.${process.ppid}.partial`,
    `other.csv.${gone}.partial`,
    'runs.csv.x.partial',
    'runsxcsv.1.partial',
  ];
  for (const name of [`runs.csv.${gone}.partial`, ...others]) writeFileSync(join(folder, name), 'half');
  await writeWholeFile(join(folder, 'runs.csv'), chunks('a', 'b'));
  expect(readdirSync(folder).sort()).toEqual(['runs.csv', ...others].sort());
  expect(readFileSync(join(folder, 'runs.csv'), 'utf8')).toBe('ab');
});
