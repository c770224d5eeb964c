import { expect, test } from 'vitest';
import { cli, emptyHistory, parseLines } from './cli-fixture.ts';
import { csv, text } from './import-fixture.ts';

test('a second file is the test set of every run', async () => {
  const dataDir = emptyHistory();
  const [file, other] = [csv(text), csv(`c;y;x\n${['a;1;2', 'b;6;3', 'a;0;5'].join('\n')}\n`)];
  const imported = await cli(['import', file, '--test', other, '--data-dir', dataDir, '--json']);
  expect(imported.code).toBe(0);
  expect(JSON.parse(imported.stdout)).toMatchObject({
    table: { rows: 43, testRows: 3, classCounts: [20, 20] },
    dataset: { rows: 43, testRows: 3 },
  });
  const trained = await cli(['run', '--data', file, '--test-data', other, '--epochs', '2', '--data-dir', dataDir, '--json']); // oxfmt-ignore
  expect(trained.code).toBe(0);
  expect(parseLines(trained.stdout).at(-1).run).toMatchObject({
    config: { dataset: { rows: 43, testRows: 3 }, test: { file: true }, validation: { share: 0.2 } },
  });
});

test('import refuses a test file that is missing or empty, and stores nothing', async () => {
  const dataDir = emptyHistory();
  const absent = await cli(['import', csv(text), '--test', '/nowhere/test.csv', '--data-dir', dataDir]);
  expect([absent.code, absent.stderr]).toEqual([2, expect.stringContaining('no such file or directory')]);
  const empty = await cli(['import', csv(text), '--test', csv(''), '--data-dir', dataDir]);
  expect([empty.code, empty.stderr]).toEqual([
    2,
    expect.stringContaining('in the test file, the file is empty'),
  ]);
});
