import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, emptyHistory, fileOf, small, temporaryFolder } from './cli-fixture.ts';

test('exports chosen fields in a chosen order, as CSV, JSON or Parquet', async () => {
  const dataDir = emptyHistory();
  await cli(['sweep', '--config', fileOf(small), '--grid', 'epochs=5,12,9', '--data-dir', dataDir]);
  const exported = async (...args: string[]) => cli(['export', ...args, '--data-dir', dataDir]);
  const chosen = ['--columns', 'epochs_done, seed,loss@7', '--sort', 'epochs', '--descending'];
  const csv = await exported('runs', ...chosen, '--filter', 'epochs > 5');
  expect(csv.stdout).toMatch(/^epochs_done,seed,loss@7\r\n12,0,1\.\d+\r\n9,0,1\.\d+\r\n$/);
  const json = JSON.parse((await exported('runs', ...chosen, '--format', 'json')).stdout) as object[];
  expect(json.at(-1)).toEqual({ epochs_done: 5, seed: 0, 'loss@7': null });
  const epochs = JSON.parse((await exported('epochs', '--format', 'json')).stdout) as { epoch: number }[];
  expect(epochs).toHaveLength(26);
  const out = join(temporaryFolder(), 'runs.parquet');
  expect(await exported('runs', '--format', 'parquet', '--out', out)).toMatchObject({ code: 0 });
  const bytes = readFileSync(out, 'latin1');
  expect([bytes.slice(0, 4), bytes.slice(-4)]).toEqual(['PAR1', 'PAR1']);

  const many = Array.from({ length: 201 }, (_, epoch) => `loss@${epoch}`).join();
  const refused = [
    [['runs', '--format', 'parquet'], 'Parquet is binary; give --out FILE.parquet'],
    [['epochs', '--columns', 'seed'], 'got --columns with epochs; allowed: with runs'],
    [['runs', '--columns', 'sed'], 'there is no field "sed"; did you mean seed?'],
    [['runs', '--columns', 'seed,name,seed'], '--columns: got seed twice; allowed: each column once'],
    [['runs', '--columns', many], '--columns: got 201 columns; allowed: 1 to 200'],
    [['runs', '--columns', 'seed,'], '--columns: got a column without a name; allowed: names of fields'],
    [['config', '--run', 'x', '--format', 'json'], 'got --format with config; allowed: with runs and epochs'],
  ] as const;
  for (const [args, message] of refused) {
    expect(await exported(...args)).toMatchObject({ code: 2, stderr: `error: ${message}\n` });
  }
});

test('an interrupted export, or one with a forbidden target, leaves what is there', async () => {
  const dataDir = emptyHistory();
  await cli(['run', '--config', fileOf(small), '--data-dir', dataDir]);
  const out = join(temporaryFolder(), 'epochs.csv');
  writeFileSync(out, 'old');
  const listens = new Promise<void>((resolve) => {
    const notice = (event: string | symbol): void => {
      if (event !== 'SIGINT') return;
      process.off('newListener', notice);
      resolve();
    };
    process.on('newListener', notice);
  });
  const exporting = cli(['export', 'epochs', '--out', out, '--data-dir', dataDir]);
  await listens;
  process.emit('SIGINT');
  expect(await exporting).toEqual({ code: 130, stdout: '', stderr: `stopped; ${out} was not written\n` });
  expect([readFileSync(out, 'utf8'), readdirSync(join(out, '..'))]).toEqual(['old', ['epochs.csv']]);

  const database = join(dataDir, 'lambdascope.sqlite3');
  const refused = await cli(['export', 'runs', '--out', database, '--data-dir', dataDir]);
  expect(refused).toMatchObject({
    code: 2,
    stderr: `error: cannot write ${database}: it belongs to the history in ${dataDir}; choose another name\n`,
  });
  expect((await cli(['list', '--data-dir', dataDir])).stdout).toContain('small');
});
