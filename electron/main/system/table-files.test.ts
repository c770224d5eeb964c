import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder, removeFolder } from '../../../src/temporary-folder.fixture.ts';
import { openRecentFiles } from './recent-files.ts';
import { createTableFiles, tableFilesIn } from './table-files.ts';

let folder: string;
let csv: string;
beforeEach(() => {
  folder = makeFolder();
  csv = join(folder, 'a b.CSV');
  writeFileSync(csv, 'x,y\n');
  writeFileSync(join(folder, 'notes.pdf'), '');
  mkdirSync(join(folder, 'folder.csv'));
});
afterEach(() => removeFolder(folder));

it('finds the sample files on a command line, and nothing else', () => {
  const argv = [
    'lambdascope.csv',
    '.',
    '--data-dir=x.csv',
    'a b.CSV',
    csv,
    pathToFileURL(csv).href,
    'file://%',
    'none.csv',
    'notes.pdf',
    'folder.csv',
  ];
  expect(tableFilesIn(argv, folder)).toEqual([csv, csv, csv]);
});

it('gives each file to the page once, under an unguessable address', () => {
  const files = createTableFiles();
  files.offer(csv);
  let told = 0;
  files.onOffer(() => told++);
  const [offered, ...others] = files.take();
  expect([offered!.name, others, told]).toEqual(['a b.CSV', [], 1]);
  expect(offered!.address).toMatch(/^\/offered\/[0-9a-f-]{36}\.csv$/);
  expect(files.behind(offered!.address)).toBe(csv);
  for (const other of ['/offered/', csv, `/offered/${csv}`, '/index.html'])
    expect(files.behind(other)).toBeNull();
  expect(files.take()).toEqual([]);
  files.offer(csv);
  expect(told).toBe(2);
});

it('keeps the ten most recently opened files, newest first, and forgets those that are gone', () => {
  const file = join(folder, 'recent.json');
  const recent = openRecentFiles(file);
  const paths = Array.from({ length: 12 }, (_, index) => join(folder, `${index}.csv`));
  for (const path of paths) writeFileSync(path, '');
  for (const path of [...paths, paths[5]!]) recent.note(path);
  const latest = [5, 11, 10, 9, 8, 7, 6, 4, 3, 2].map((index) => paths[index]!);
  expect(openRecentFiles(file).list()).toEqual(latest);
  rmSync(paths[11]!);
  expect(recent.list()).toEqual(latest.filter((path) => path !== paths[11]));
  recent.clear();
  expect([recent.list(), JSON.parse(readFileSync(file, 'utf8'))]).toEqual([[], { paths: [] }]);
  writeFileSync(file, '{"paths":[1,null]}');
  expect(recent.list()).toEqual([]);
});
