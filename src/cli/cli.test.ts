import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTraining, epochColumn } from '#engine';
import { runConfigSchema } from '#experiments';
import { countCores } from '#workers';
import { testWith } from '../system-needs.fixture.ts';
import {
  cli,
  emptyHistory,
  endless,
  fileOf,
  parseLines,
  small,
  smallConfig,
  start,
  temporaryFolder,
} from './cli-fixture.ts';

const diverging = [
  '--set',
  'optimizer={"kind":"sgd","learningRate":1e6}',
  '--set',
  'layers.0.weightRegularizerL2=1',
];

test("run prints the chapter's lines", async () => {
  const dataDir = emptyHistory();
  const { code, stdout, stderr } = await start(['run', '--epochs', '101', '--data-dir', dataDir]).finished;
  const [first, second, last, ...rest] = stdout.split('\n');
  expect(first).toBe('epoch: 0 acc: 0.360 loss: 1.099 (data_loss: 1.099 reg_loss: 0.000) lr: 0.05');
  expect(second).toBe(
    'epoch: 100 acc: 0.707 loss: 0.698 (data_loss: 0.696 reg_loss: 0.002) lr: 0.04999752506207612',
  );
  expect(last).toMatch(/^validation, acc: 0\.\d{3}, loss: \d\.\d{3}$/);
  expect([rest, stderr, code]).toEqual([[''], '', 0]);
});

test('list and export take a filter, and point at what is wrong with it', async () => {
  const where = ['--data-dir', emptyHistory()];
  const trained = [2, 3].map((seed) => ['run', '--config', fileOf(small), '--set', `seed=${seed}`, ...where]);
  for (const args of trained) expect((await cli(args)).code).toBe(0);
  const filter = ['--filter', 'seed > 2 and validation_loss < 10', ...where];
  const listed = JSON.parse((await cli(['list', '--json', ...filter])).stdout) as {
    seed: number;
  }[];
  expect(listed.map(({ seed }) => seed)).toEqual([3]);
  expect((await cli(['export', 'runs', ...filter])).stdout.trim().split('\n')).toHaveLength(2);

  for (const command of [['list'], ['export', 'runs']]) {
    const { code, stderr } = await cli([...command, '--filter', 'a and sed > 2', ...where]);
    expect(stderr.split('\n')).toEqual([
      'error: --filter: there is no field "sed"; did you mean seed?',
      '  a and sed > 2',
      '        ^^^',
      '',
    ]);
    expect(code).toBe(2);
  }
});

test('run --json prints every epoch with the bits that were trained, then the run', async () => {
  const args = ['run', '--config', '-', '--json', '--set', 'seed=7', '--data-dir', emptyHistory()];
  const { code, stdout } = await start(args, small).finished;
  const lines = parseLines(stdout);
  const epochs = lines.slice(0, -1);
  const { run } = lines.at(-1);

  const training = createTraining(runConfigSchema.parse({ ...smallConfig, seed: 7 }));
  const rows = new Float64Array(30 * training.rowLength);
  training.advance(30, rows);
  const losses = Array.from(
    { length: 30 },
    (_, epoch) => rows[epoch * training.rowLength + epochColumn.loss],
  );
  expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 30 }, (_, epoch) => epoch));
  expect(epochs.map(({ loss }) => loss)).toEqual(losses);
  expect(epochs.flatMap(({ epoch, validationLoss }) => (validationLoss === null ? [] : epoch))).toEqual([
    0, 10, 20, 29,
  ]);
  // Without dropout and batches it equals that of the training pass.
  expect(epochs.flatMap(({ evaluatedDataLoss }) => evaluatedDataLoss ?? [])).toEqual(
    [0, 10, 20, 29].map((epoch) => epochs[epoch]!.dataLoss),
  );
  expect(Object.keys(epochs[0]!)).toEqual([
    'epoch',
    'loss',
    'dataLoss',
    'regularizationLoss',
    'accuracy',
    'learningRate',
    'validationLoss',
    'validationAccuracy',
    'evaluatedDataLoss',
    'evaluatedAccuracy',
    'layerPenalties',
  ]);
  expect(epochs[0]!.layerPenalties.length).toBe(2);
  expect(run).toMatchObject({ name: 'small', status: 'completed', seed: 7, epochsDone: 30, notes: '' });
  expect(code).toBe(0);
});

test('a run that diverges exits with 1, one line, and non-finite numbers as strings', async () => {
  const args = ['run', '--config', fileOf(small), '--json', ...diverging, '--data-dir', emptyHistory()];
  const { code, stdout, stderr } = await cli(args);
  const lines = parseLines(stdout);
  const { run } = lines.at(-1);
  expect(['NaN', 'Infinity']).toContain(lines.at(-2).loss);
  expect(run.status).toBe('diverged');
  expect(stderr).toBe(
    `run small (${String(run.id)}) diverged: its loss is not finite at epoch ${String(run.divergedAt)}\n`,
  );
  expect(code).toBe(1);
});

testWith('signals')('Ctrl+C stops the run, keeps what was recorded and exits with 130', async () => {
  const dataDir = emptyHistory();
  const run = start(['run', '--config', '-', '--json', '--data-dir', dataDir], endless);
  await run.until((stdout) => stdout.includes('\n'));
  process.kill(-run.child.pid!, 'SIGINT'); // the whole group receives it, including the trainer
  const { code, stdout } = await run.finished;
  expect(code).toBe(130);
  const lines = parseLines(stdout);
  expect(lines.at(-1).run).toMatchObject({ status: 'stopped', epochsDone: lines.length - 1 });
});

test('an unavailable number of threads is refused in one line, and nothing is trained or recorded', async () => {
  const where = ['--data-dir', emptyHistory()];
  const { cores } = await countCores();
  const run = (threads: string) => cli(['run', '--config', fileOf(small), '--threads', threads, ...where]);
  for (const threads of ['0', '1e6']) {
    const { code, stderr } = await run(threads);
    expect(stderr).toContain(`argument '${threads}' is invalid. allowed: auto, or a whole number from 1 to`);
    expect(code).toBe(2);
  }
  const { code, stderr } = await run(String(cores + 1));
  expect(stderr).toMatch(
    `error: threads: got ${cores + 1}; allowed: auto, or a number from 1 to ${cores}: there`,
  );
  expect(code).toBe(2);
  expect(JSON.parse((await cli(['list', '--json', ...where])).stdout)).toEqual([]);
  expect((await run(String(cores))).code).toBe(0);
});

test('list, show and export agree on what was recorded', async () => {
  const dataDir = emptyHistory();
  const where = ['--data-dir', dataDir];
  const config = fileOf(small);
  await cli(['run', '--config', config, ...where]);
  await cli(['run', '--config', config, '--name', 'other', ...where]);

  const listed = JSON.parse((await cli(['list', '--json', ...where])).stdout) as Record<string, string>[];
  expect(listed.map(({ name }) => name)).toEqual(['other', 'small']);
  expect(Object.keys(listed[0]!)).toEqual([
    ...['id', 'name', 'status', 'seed', 'createdAt', 'config', 'last', 'best', 'final'],
    ...['tail', 'averaged'],
  ]);
  expect((await cli(['list', '--filter', 'other', ...where])).stdout.split('\n')).toHaveLength(3);

  const shown = await cli(['show', listed[1]!.id!.slice(0, 8), '--json', ...where]);
  expect(JSON.parse(shown.stdout)).toMatchObject({ name: 'small', id: listed[1]!.id });
  expect((await cli(['show', 'other', ...where])).stdout).toContain('completed');
  expect(await cli(['show', 'nobody', ...where])).toMatchObject({ code: 2, stdout: '' });

  const all = await cli(['export', 'epochs', ...where]);
  expect(all.stdout.trimEnd().split('\r\n')).toHaveLength(61);
  const file = join(dataDir, 'epochs.csv');
  writeFileSync(file, 'old');
  const written = await cli(['export', 'epochs', '--run', 'small', '--out', file, ...where]);
  expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(file, 'utf8').trimEnd().split('\r\n')).toHaveLength(31);
  expect(readdirSync(dataDir).filter((name) => name.endsWith('.partial'))).toEqual([]);
});

test('a failed export leaves the old file', async () => {
  const dataDir = emptyHistory();
  const file = join(dataDir, 'runs.csv');
  writeFileSync(file, 'old');
  const { code, stderr } = await cli([
    'export',
    'runs',
    '--run',
    'nobody',
    '--out',
    file,
    '--data-dir',
    dataDir,
  ]);
  expect([code, stderr]).toEqual([2, 'error: there is no run with the id or name "nobody"\n']);
  expect(readFileSync(file, 'utf8')).toBe('old');
  const nowhere = join(dataDir, 'nowhere', 'runs.csv');
  expect((await cli(['export', 'runs', '--out', nowhere, '--data-dir', dataDir])).stderr).toMatch(
    /^error: cannot write .*nowhere.*: there is no folder /,
  );
});

test('a command ends quietly when its reader goes away', async () => {
  const args = ['run', '--config', '-', '--json', '--data-dir', emptyHistory()];
  const run = start(args, endless);
  await run.until((stdout) => stdout.includes('\n'));
  run.child.stdout!.destroy();
  const code = await new Promise((resolve) => run.child.once('exit', resolve));
  expect(code).toBe(0);
});

test.each([
  [['run', '--preset', 'nonsense'], '', /^error: --preset: got "nonsense"; allowed: chapter-100x64, /],
  [
    ['run', '--preset', 'chapter-100x64', '--config', 'FILE'],
    '{}',
    /^error: got --preset and --config; allowed: one/,
  ],
  [['run', '--config', 'FILE'], '{ broken', /^error: --config: \S+config\.json is not valid JSON: /],
  [
    ['run', '--config', '/no/such/file'],
    '',
    'error: --config: cannot read /no/such/file: no such file or directory',
  ],
  [['run', '--config', 'FILE', '--set', 'epochs'], small, /^error: --set: got "epochs"; allowed: PATH=VALUE/],
  [
    ['run', '--config', 'FILE', '--set', 'layers.9.units=3'],
    small,
    /^error: --set: layers has no entry "9"; allowed: 0 to 3/,
  ],
  [
    ['run', '--config', 'FILE', '--set', 'epochs.x=3'],
    small,
    /^error: --set: epochs is 30 and has no field "x"/,
  ],
  [['run', '--config', 'FILE', '--set', '__proto__.x=3'], small, /^error: .*__proto__/],
  [['run', '--config', 'FILE', '--set', 'lambda=3'], small, /^error: lambda: unknown field/],
  [
    ['run', '--config', 'FILE', '--set', 'layers.0.weightRegularizerL2=-1'],
    small,
    /^error: layers\.0\.weightRegularizerL2: got -1; allowed: at least 0/,
  ],
  [['run', '--epochs', 'many'], '', /^error: epochs: got "many"; allowed: a/],
  [['run', '--print-every', '0'], '', /^error: .*'0' is invalid. allowed: a whole number from 1/],
  [['run', '--nonsense'], '', /^error: unknown option '--nonsense'/],
  [['nonsense'], '', /^error: unknown command 'nonsense'/],
  [['serve', '--port', '99999'], '', /^error: .*'99999' is invalid. allowed: a whole number from 0 to 65535/],
  [['export', 'cats'], '', /^error: .*Allowed choices are runs, epochs/],
  [
    ['sweep', '--grid', 'seed=1,2'],
    '',
    /^error: --grid seed: seed is not a path of the grid; give seeds instead/,
  ],
])('bad usage is one line and exit code 2: %j', async (args, input, message) => {
  const dataDir = join(temporaryFolder(), 'untouched');
  const where = args[0] === 'nonsense' ? [] : ['--data-dir', dataDir];
  const given = args.map((arg) => (arg === 'FILE' ? fileOf(input) : arg));
  const { code, stdout, stderr } = await cli([...given, ...where]);
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd()).not.toContain('\n');
  expect([code, stdout]).toEqual([2, '']);
  expect(existsSync(dataDir)).toBe(false);
});

test('serve prints its link, answers, keeps other processes out of the folder, and closes cleanly', async () => {
  const where = ['--data-dir', emptyHistory()];
  const server = start(['serve', '--until-input-ends', ...where], null);
  const ready = JSON.parse(await server.until((stdout) => stdout.includes('\n'))) as Record<string, string>;
  expect(Object.keys(ready)).toEqual(['url', 'token']);
  const { origin, searchParams } = new URL(ready['url']!);
  expect(searchParams.get('token')).not.toBe(ready['token']);
  expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const answer = await fetch(`${origin}/api/getHostInfo`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ready['token']}`, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(await answer.json()).toMatchObject({ host: 'serve', dataDir: where[1] });

  const second = await cli(['serve', ...where]);
  expect(second.stderr).toMatch(/^error: another Lambdascope \(process \d+\) is already open on /);
  expect(second.code).toBe(1);
  expect((await cli(['list', '--json', ...where])).stdout).toBe('[]\n');

  server.child.stdin!.end();
  expect((await server.finished).code).toBe(0);
});

test('doctor reports on every part', async () => {
  const dataDir = join(temporaryFolder(), 'untouched');
  const { code, stdout } = await cli(['doctor', '--data-dir', dataDir]);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.replace(/^\w+\s+/, '').split(':')[0])).toEqual([
    ...['Node', 'SQLite', 'data folder', 'database', 'cores', 'training', 'threads', 'renderer', 'Electron'],
  ]);
  expect(lines[5]).toBe('ok    training: a training process starts and computes the expected bits');
  expect(code).toBe(0);
  expect(existsSync(dataDir)).toBe(false);

  const damaged = temporaryFolder();
  writeFileSync(join(damaged, 'lambdascope.sqlite3'), 'this is no database at all, not by any means');
  const report = await cli(['doctor', '--data-dir', damaged]);
  expect(report.stdout).toMatch(/^fail {2}database: /m);
  expect(report.code).toBe(1);
});
