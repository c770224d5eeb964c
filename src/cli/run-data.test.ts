import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, emptyHistory, parseLines, temporaryFolder } from './cli-fixture.ts';
import { csv, text } from './import-fixture.ts';

test('run --data imports a file once and trains on it', async () => {
  const dataDir = emptyHistory();
  const args = ['run', '--data', csv(text), '--epochs', '3', '--data-dir', dataDir, '--json'];
  for (const seed of ['0', '1']) {
    const { code, stdout } = await cli([...args, '--set', `seed=${seed}`, '--label', 'c']);
    expect(code).toBe(0);
    expect(parseLines(stdout).at(-1).run).toMatchObject({
      status: 'completed',
      config: { dataset: { kind: 'table', name: 'points.csv', rows: 40 }, validation: { share: 0.2 } },
    });
  }
  const again = await cli(['import', csv(text), '--data-dir', dataDir, '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ table: { runs: 2 } });
});

test('run --data reads a file as import does', async () => {
  const file = csv('7;1;2,5\n8;1,5;3\n'.repeat(20).concat('7;x;1\n'));
  const options = [
    ...['--label', 'column 1', '--feature', 'column 3', '--no-header'],
    ...['--delimiter', 'semicolon', '--decimal', 'comma', '--leave-out-bad-rows'],
  ];
  const where = ['--data-dir', emptyHistory(), '--json'];
  const trained = await cli(['run', '--data', file, '--epochs', '2', '--name', 'mine', ...options, ...where]);
  expect(trained.code).toBe(0);
  const imported = await cli(['import', file, ...options, ...where]);
  const { table, dataset } = JSON.parse(imported.stdout) as { table: object; dataset: object };
  expect(table).toMatchObject({ features: ['column 3'], labels: ['7', '8'], runs: 1 });
  expect(parseLines(trained.stdout).at(-1).run).toMatchObject({ name: 'mine', config: { dataset } });
});

test.each([
  [['--label', 'c'], '--label'],
  [['--header'], '--header'],
  [['--no-header', '--delimiter', 'tab', '--decimal', 'comma'], '--delimiter, --decimal, --no-header'],
  [['--verify', 'mine', '--feature', 'x', '--leave-out-bad-rows'], '--feature, --leave-out-bad-rows'],
])('run refuses %j without --data', async (options, given) => {
  const dataDir = join(temporaryFolder(), 'untouched');
  const { code, stderr } = await cli(['run', ...options, '--data-dir', dataDir]);
  expect([code, stderr]).toEqual([2, `error: got ${given}; allowed: with --data\n`]);
  expect(existsSync(dataDir)).toBe(false);
});

test('run --data names the run after the file', async () => {
  const args = ['run', '--data', csv(text), '--epochs', '2', '--json', '--data-dir', emptyHistory()];
  const { stdout } = await cli(args);
  expect(parseLines(stdout).at(-1).run).toMatchObject({ name: 'points' });
});
