import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { mountSmallDisk } from '../../../src/storage/small-disk.ts';
import { temporaryFolder } from '../../../src/temporary-folder.fixture.ts';
import { dataFolderFromArguments, prepareDataFolder } from './data-folder.ts';

it.each([
  [['electron', '.'], null],
  [['electron', '.', '--data-dir', 'runs'], resolve('runs')],
  [['electron', '.', '--data-dir=runs'], resolve('runs')],
  [['electron', '--user-data-dir=/x/a=b', '.'], resolve('/x/a=b')],
  [['electron', '.', '--data-dir'], null],
  [['electron', '.', '--data-dir='], null],
  [['electron', '.', '--data-directory', 'x'], null],
])('reads %j as %j', (argv, folder) => {
  expect(dataFolderFromArguments(argv)).toBe(folder);
});

it('creates the folder, and lets Chromium write elsewhere if it cannot be created', () => {
  const parent = temporaryFolder();
  expect(prepareDataFolder(join(parent, 'a', 'b'))).toBe(join(parent, 'a', 'b'));
  expect(existsSync(join(parent, 'a', 'b'))).toBe(true);
  const file = join(parent, 'file');
  writeFileSync(file, '');
  const profile = prepareDataFolder(join(file, 'data'), parent);
  expect(dirname(profile)).toBe(parent);
  writeFileSync(join(profile, 'Preferences'), '');
});

it('lets Chromium write elsewhere when the folder is not writable', ({ skip }) => {
  const disk = mountSmallDisk(2) ?? skip('this user may not mount a disk');
  const parent = temporaryFolder();
  disk.makeReadOnly();
  const profile = prepareDataFolder(disk.folder, parent);
  expect(dirname(profile)).toBe(parent);
  writeFileSync(join(profile, 'Preferences'), '');
});
