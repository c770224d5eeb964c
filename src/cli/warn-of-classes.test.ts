import { expect, test } from 'vitest';
import { cli, emptyHistory, fileOf, parseLines } from './cli-fixture.ts';

const rows = Array.from({ length: 40 }, (_, row) => `${row % 7};${row % 3};${row % 2 ? 'b' : 'a'}`);
const text = ['x;y;c', ...rows, '3;3;c\n'].join('\n');

test('run reports sets without a row of a rare class, and a sweep reports in which folds', async () => {
  const where = ['--data-dir', emptyHistory()];
  const file = fileOf(text);
  const one = await cli(['run', '--data', file, '--label', 'c', '--epochs', '2', '--json', ...where]);
  expect([one.code, one.stderr]).toEqual([
    0,
    expect.stringContaining('The validation set has no row of class c (of 1 in all).\n'),
  ]);
  const { config } = parseLines(one.stdout).at(-1).run as { config: { dataset: object } };
  const loose = { ...config, dataset: { ...config.dataset, stratified: false } };
  const args = ['sweep', '--config', fileOf(JSON.stringify(loose)), '--folds', '3', '--json', ...where];
  const { stderr } = await cli(args);
  const missing = stderr.split('\n').filter((line) => line.includes('no row of class c'));
  expect(missing).toHaveLength(2);
  expect(missing.join().match(/fold \d of repeat 0/g)).toHaveLength(3);
  expect(stderr).toMatch(/^fold \d of repeat 0: The training set has no row of class c \(of 1 in all\)\.$/m);
});
