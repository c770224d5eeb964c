import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runConfigSchema } from '#experiments';
import { cli, emptyHistory, fileOf, small, smallConfig } from './cli-fixture.ts';

test('export writes a run as script, config and parameters', async () => {
  const dataDir = emptyHistory();
  const where = ['--run', 'small', '--data-dir', dataDir];
  expect((await cli(['run', '--config', fileOf(small), '--data-dir', dataDir])).code).toBe(0);

  const script = await cli(['export', 'script', ...where]);
  expect(script).toMatchObject({ code: 0, stderr: '' });
  expect(script.stdout).toMatch(/^# The run "small" of Lambdascope in NumPy\.\n/);
  const torch = await cli(['export', 'script', '--framework', 'torch', ...where]);
  expect(torch.stdout).toMatch(/^# The run "small" of Lambdascope in PyTorch\.\n/);

  const config = await cli(['export', 'config', ...where]);
  expect(JSON.parse(config.stdout)).toEqual(runConfigSchema.parse(smallConfig));

  const out = join(dataDir, 'small.npz');
  expect(await cli(['export', 'parameters', '--out', out, ...where])).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
  expect(readFileSync(out).toString('latin1', 0, 2)).toBe('PK');
});

test('the script of a run on a table has its samples beside it', async () => {
  const dataDir = emptyHistory();
  const rows = Array.from({ length: 20 }, (_, row) => `${row},${(row * 7) % 5},${row % 2 ? 'b' : 'a'}`);
  const data = fileOf(
    // the run is named after it, `config`
    `x,y,kind\n${rows.join('\n')}\n`,
  );
  const trained = await cli([
    'run',
    '--data',
    data,
    '--set',
    'name=rows',
    '--epochs',
    '2',
    '--data-dir',
    dataDir,
  ]);
  expect(trained.code).toBe(0);
  const where = ['--run', 'config', '--data-dir', dataDir];
  const out = join(dataDir, 'own.py');
  const written = await cli(['export', 'script', '--out', out, ...where]);
  expect(written.stderr).toBe('wrote own.py, and the samples that it reads: config-samples.csv\n');
  expect(readFileSync(out, 'utf8')).toContain('with_name("config-samples.csv")');
  expect(readFileSync(join(dataDir, 'config-samples.csv'), 'utf8')).toMatch(/^set,class,x,y\r\n/);
  const printed = await cli(['export', 'script', ...where]);
  expect(printed.stderr).toMatch(/^the script reads config-samples\.csv: lambdascope export samples --run /);
});

test.each([
  [['script'], /got 0 runs; script needs exactly one: give --run ID once/],
  [['config', '--run', 'a', '--run', 'b'], /got 2 runs; config needs exactly one/],
  [['runs', '--framework', 'torch'], /got --framework with runs; allowed: with script/],
  [['script', '--run', 'a', '--epoch', '3'], /got --epoch with script; allowed: with parameters/],
  [['parameters', '--run', 'a'], /parameters are binary; give --out FILE\.npz/],
])('export %j is refused', async (args, message) => {
  const { code, stderr } = await cli(['export', ...args, '--data-dir', emptyHistory()]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
});
