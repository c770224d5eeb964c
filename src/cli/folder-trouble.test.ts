import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { mountSmallDisk } from '../storage/small-disk.ts';
import { testWith } from '../system-needs.fixture.ts';
import { cli, endless, fileOf, parseLines, small, start, temporaryFolder } from './cli-fixture.ts';

testWith('moving')(
  'a command whose database is deleted does not end as if it had recorded anything',
  async () => {
    const dataDir = temporaryFolder();
    const run = start(['run', '--config', '-', '--json', '--data-dir', dataDir], endless);
    await run.until((stdout) => stdout.includes('\n'));
    rmSync(join(dataDir, 'lambdascope.sqlite3'));
    const { code, stderr } = await run.finished;
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      'error: the database was moved, replaced or deleted while it was open; ' +
        'put it back, or restart Lambdascope to use what is there now',
    );
  },
);

test('lists, shows and exports from a full disk, and says why nothing new can be recorded', async ({
  skip,
}) => {
  const disk = mountSmallDisk(12) ?? skip('this user may not mount a disk');
  const where = ['--data-dir', disk.folder];
  const trained = await cli(['run', '--config', fileOf(small), '--json', ...where]);
  const id = String(parseLines(trained.stdout).at(-1)!.run['id']);
  const expected = await cli(['export', 'epochs', ...where]);
  expect(expected.code).toBe(0);
  disk.fill();

  const warning =
    'warning: the disk is full, so the history is open read-only; ' +
    'free some space to train and to edit again\n';
  expect(await cli(['export', 'epochs', ...where])).toEqual({ ...expected, stderr: warning });
  expect(await cli(['show', id, ...where])).toMatchObject({ code: 0, stderr: warning });
  expect((await cli(['list', ...where])).stdout).toContain(id);
  const refused = await cli(['run', '--config', fileOf(small), ...where]);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('is open read-only, because its disk was full');
});

test('a history upgraded by a newer version is refused, with the copy to go back to', async () => {
  const dataDir = temporaryFolder();
  const where = ['--data-dir', dataDir];
  await cli(['run', '--config', fileOf(small), ...where]);
  const newer = new Database(join(dataDir, 'lambdascope.sqlite3'));
  newer.pragma('user_version = 99');
  newer.close();
  const copy = join(dataDir, 'backups', 'lambdascope-version-1-2026-01-01T00-00-00-000Z.sqlite3');
  mkdirSync(join(dataDir, 'backups'));
  writeFileSync(copy, '');
  const { code, stdout, stderr } = await cli(['list', ...where]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(
    `error: ${join(dataDir, 'lambdascope.sqlite3')} was written by a newer Lambdascope`,
  );
  expect(stderr).toContain(`${copy} is a copy from before the update`);
});

test('a command says what it is waiting for, and continues', async () => {
  const dataDir = temporaryFolder();
  const lock = new Database(join(dataDir, 'opening.lock'));
  lock.exec('BEGIN EXCLUSIVE');
  const { child, finished } = start(['list', '--json', '--data-dir', dataDir]);
  child.stderr!.once('data', () => lock.close());
  expect(await finished).toMatchObject({
    code: 0,
    stdout: '[]\n',
    stderr:
      'Waiting for another program: another process is opening, updating or compacting this history; ' +
      'opening continues as soon as that is done\n',
  });
});

test('a folder that cannot hold data gives one line and exit code 1', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  const { code, stderr } = await cli(['list', '--data-dir', join(folder, 'file')]);
  expect(stderr).toMatch(/^error: the data folder .* cannot be made, because there is a file at or above it/);
  expect(stderr.trimEnd()).not.toContain('\n');
  expect(code).toBe(1);
});
