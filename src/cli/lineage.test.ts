import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { testWith } from '../system-needs.fixture.ts';
import { cli, emptyHistory, endless, fileOf, parseLines, smallConfig, start } from './cli-fixture.ts';

/** A data folder in which the small config was trained, and the options that select it. */
async function trained(changes: object = {}): Promise<{ where: string[]; stdout: string }> {
  const where = ['--data-dir', emptyHistory()];
  const config = fileOf(JSON.stringify({ ...smallConfig, ...changes }));
  const { stdout, code } = await cli(['run', '--config', config, '--json', ...where]);
  expect(code).toBe(0);
  return { where, stdout };
}

test('resume gives a completed run more epochs, as if it had been planned with them', async () => {
  const { where, stdout } = await trained();
  const whole = await trained({ epochs: 75 });
  const resumed = await cli(['resume', 'small', '--epochs', '75', '--json', ...where]);
  expect([resumed.code, resumed.stderr]).toEqual([0, '']);
  const [old, added, all] = [stdout, resumed.stdout, whole.stdout].map(parseLines) as [
    ReturnType<typeof parseLines>,
    ReturnType<typeof parseLines>,
    ReturnType<typeof parseLines>,
  ];
  // The old last epoch was validated as such; with more epochs it no longer is.
  const forgotten = {
    ...old[29]!,
    ...{ validationLoss: null, validationAccuracy: null, evaluatedDataLoss: null, evaluatedAccuracy: null },
  };
  expect([...old.slice(0, 29), forgotten, ...added.slice(0, -1)]).toEqual(all.slice(0, -1));
  expect(added.at(-1).run).toMatchObject({
    id: old.at(-1).run.id,
    status: 'completed',
    epochsDone: 75,
    digest: all.at(-1).run.digest,
  });
});

testWith('signals')('resume continues where a run was stopped, and Ctrl+C stops it again', async () => {
  const where = ['--data-dir', emptyHistory()];
  const run = start(['run', '--config', '-', '--json', ...where], endless);
  await run.until((stdout) => stdout.includes('\n'));
  process.kill(-run.child.pid!, 'SIGINT');
  const stopped = await run.finished;
  const { id, epochsDone } = parseLines(stopped.stdout).at(-1).run;
  expect(stopped.stderr).toBe(
    `run small (${String(id)}) was stopped; ${String(epochsDone)} epochs are kept; resume it with: resume ${String(id)}\n`,
  );

  const again = start(['resume', String(id), '--json', ...where]);
  await again.until((stdout) => stdout.includes('\n'));
  process.kill(-again.child.pid!, 'SIGINT');
  const { code, stdout } = await again.finished;
  const lines = parseLines(stdout);
  const epochs = lines.slice(0, -1).map(({ epoch }) => epoch);
  expect(epochs).toEqual(epochs.map((_, index) => Number(epochsDone) + index));
  expect(lines.at(-1).run).toMatchObject({ status: 'stopped', epochsDone: epochs.at(-1) + 1 });
  expect(code).toBe(130);
});

test('a fork equals its parent from the branch on, until something is changed', async () => {
  const { where, stdout } = await trained();
  const parent = parseLines(stdout);
  const parentId = String(parent.at(-1).run.id);
  const same = await cli(['fork', 'small', '--at', '12', '--json', ...where]);
  const copy = parseLines(same.stdout);
  expect(same.code).toBe(0);
  expect(copy.slice(0, -1)).toEqual(parent.slice(12, -1));
  expect(copy.at(-1).run).toMatchObject({
    name: 'small @ 12',
    branch: { parentId, parentName: 'small', epoch: 12 },
    final: parent.at(-1).run.final,
  });

  const lambda = ['--set', 'layers.0.weightRegularizerL2=0.5', '--epochs', '20', '--name', 'decayed'];
  const changed = await cli(['fork', parentId, '--at', '12', ...lambda, '--json', ...where]);
  const other = parseLines(changed.stdout);
  expect(other.slice(0, -1).map(({ epoch }) => epoch)).toEqual([12, 13, 14, 15, 16, 17, 18, 19]);
  expect(other[0]!.layerPenalties[0]).toBeCloseTo(5000 * parent[12]!.layerPenalties[0]!, 12);
  expect(other.at(-1).run).toMatchObject({ name: 'decayed', status: 'completed', epochsDone: 20 });

  const shown = (await cli(['show', 'small', ...where])).stdout;
  expect(shown).toMatch(/^forks: +small @ 12 \(\w+\) at epoch 12, completed; decayed \(\w+\) at epoch 12, /m);
  expect(shown).toMatch(/^checkpoints: +at epochs 29 and 30; [\d.]+ KiB$/m);
  expect(shown).toMatch(/^snapshots: +\d+, epoch 0 to 30; [\d.]+ KiB of 4.0 MiB$/m);
  expect(shown).toMatch(/^kernels: +float64$/m);
  const fork = (await cli(['show', 'decayed', ...where])).stdout;
  expect(fork).toContain(`from small (${parentId}) at epoch 12\n`);
});

test('run --verify reports equality, or where a run first differs', async () => {
  const { where, stdout } = await trained();
  const { digest } = parseLines(stdout).at(-1).run;
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await cli(['run', '--verify', 'small', ...where])).toEqual({
    code: 0,
    stdout: `equal: 30 epochs, digest ${String(digest)}\n`,
    stderr: '',
  });
  expect((await cli(['show', 'small', ...where])).stdout).toContain(String(digest));

  const database = new Database(join(where[1]!, 'lambdascope.sqlite3'));
  database.exec('UPDATE epochs SET data_loss = 0.125 WHERE epoch = 7');
  database.close();
  const { code, stdout: line } = await cli(['run', '--verify', 'small', ...where]);
  expect(line).toMatch(
    /^different from epoch 7 on: dataLoss was 0\.125 and is now 1\.0\d+\nno recorded difference explains it: both used engine .+\n$/,
  );
  expect(code).toBe(1);
  const json = await cli(['run', '--verify', 'small', '--json', ...where]);
  expect(JSON.parse(json.stdout)).toMatchObject({
    verification: { equal: false, epoch: 7, metric: 'dataLoss', stored: 0.125 },
  });
});

test('a run that stops early reports it and is done', async () => {
  const where = ['--data-dir', emptyHistory()];
  const optimizer = { kind: 'adam', learningRate: 1 };
  const config = { ...smallConfig, optimizer, evaluateEvery: 1, earlyStopping: { patience: 3 } };
  const { code, stdout, stderr } = await cli([
    ...['run', '--config', fileOf(JSON.stringify(config)), '--json', ...where],
  ]);
  const { run } = parseLines(stdout).at(-1);
  const best = (run.best as { epoch: number }).epoch;
  expect(run).toMatchObject({ status: 'completed', stoppedEarly: true, epochsDone: best + 4 });
  expect(stderr).toBe(
    `run small (${String(run.id)}) was stopped early after ${best + 4} epochs: ` +
      `its lowest validation loss was at epoch ${best}\n`,
  );
  expect(code).toBe(0);
  expect((await cli(['show', 'small', ...where])).stdout).toMatch(/^status: +completed, stopped early$/m);
});

test('what cannot be resumed, forked or verified gives one line and exit code 2', async () => {
  const { where } = await trained();
  const cases: readonly [string, RegExp][] = [
    ['resume nobody', /^error: there is no run with the id or name "nobody"$/],
    ['resume small', /^error: run small \(\w+\) has completed its 30 epochs; .*\(none was given\)$/],
    ['resume small --epochs 30', /^error: run small \(\w+\) has completed its 30 epochs; .*\(got 30\)$/],
    ['resume small --epochs many', /^error: epochs: got "many"; allowed: a number$/],
    ['fork small', /^error: required option '--at <epoch>' not specified$/],
    ['fork small --at last', /^error: .*'last' is invalid. allowed: a whole number from 0$/],
    ['fork nobody --at 3', /^error: there is no run with the id or name "nobody"$/],
    ['fork small --at 31 --epochs 40', /^error: epoch: got 31; allowed: an epoch of the parent, 0 to 30$/],
    ['fork small --at 20 --epochs 20', /^error: epochs: got 20; allowed: more than the fork's epoch, 20$/],
    ['fork small --at 3 --set seed=1', /^error: seed: got 1; a fork keeps its parent's seed, 0$/],
    ['fork small --at 3 --set layers.0.units=5', /^error: layers.0.units: got 5; a fork keeps its parent's/],
    ['fork small --at 3 --set lambda=5', /^error: lambda: unknown field$/],
    ['fork small --at 3 --set layers.9.units=5', /^error: --set: layers has no entry "9"; allowed: 0 to 3$/],
    ['run --verify nobody', /^error: there is no run with the id or name "nobody"$/],
    ['run --verify small --set seed=1', /^error: got --verify and --set; allowed: one of them$/],
  ];
  for (const [line, message] of cases) {
    const { code, stdout, stderr } = await cli([...line.split(' '), ...where]);
    expect([line, code, stdout]).toEqual([line, 2, '']);
    expect(stderr.slice(0, -1)).toMatch(message);
  }
  expect(JSON.parse((await cli(['list', '--json', ...where])).stdout)).toHaveLength(1);
});
