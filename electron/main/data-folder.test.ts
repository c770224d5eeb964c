import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { dataFolderFromArguments } from './data-folder.ts';

it.each([
  [['electron', '.'], null],
  [['electron', '.', '--data-dir', 'runs'], resolve('runs')],
  [['electron', '.', '--data-dir=runs'], resolve('runs')],
  [['electron', '--user-data-dir=/tmp/a=b', '.'], resolve('/tmp/a=b')],
  [['electron', '.', '--data-dir'], null],
  [['electron', '.', '--data-dir='], null],
  [['electron', '.', '--data-directory', 'x'], null],
])('reads %j as %j', (argv, folder) => {
  expect(dataFolderFromArguments(argv)).toBe(folder);
});
