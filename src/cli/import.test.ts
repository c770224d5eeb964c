import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, emptyHistory, fileOf, parseLines, smallConfig, temporaryFolder } from './cli-fixture.ts';
import { csv, text } from './import-fixture.ts';

test('import stores a file, and a run trains on it', async () => {
  const dataDir = emptyHistory();
  const imported = await cli(['import', csv(text), '--data-dir', dataDir, '--json']);
  expect(imported.code).toBe(0);
  const { table, dataset } = JSON.parse(imported.stdout) as { table: object; dataset: { name: string } };
  expect(table).toMatchObject({
    rows: 40,
    features: ['x', 'y'],
    labels: ['a', 'b'],
    dialect: { delimiter: ';' },
  });
  expect(dataset).toMatchObject({ kind: 'table', name: 'points.csv', rows: 40, features: 2, classes: 2 });

  const config = {
    ...smallConfig,
    dataset,
    validation: { share: 0.25 },
    layers: [{ kind: 'dense', units: 2 }, { kind: 'softmax' }],
  };
  const run = await cli(['run', '--config', fileOf(JSON.stringify(config)), '--data-dir', dataDir, '--json']);
  expect([run.code, run.stderr]).toEqual([0, expect.any(String)]);
  expect(parseLines(run.stdout).at(-1).run).toMatchObject({ status: 'completed', epochsDone: 30 });
});

test('import refuses bad rows with their lines, or says which ones it left out', async () => {
  const dataDir = emptyHistory();
  const file = csv(`${text}1;x;a\n`);
  const refused = await cli(['import', file, '--data-dir', dataDir]);
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toBe(
    'error: 1 of 41 rows cannot be used: line 42: column "y" has "x"; allowed: a finite number, as -1.5e3. ' +
      'Correct them, or leave these rows out\n',
  );
  const taken = await cli(['import', file, '--data-dir', dataDir, '--leave-out-bad-rows']);
  expect(taken.code).toBe(0);
  expect(taken.stderr).toContain('left out line 42: column "y" has "x"');
  expect(taken.stdout).toContain('40 rows, 2 features: x, y\n2 classes in column c: a, b\n1 rows left out\n');
});

test.each([
  [
    ['--delimiter', 'colon'],
    'error: --delimiter: got "colon"; allowed: comma, semicolon, tab, pipe, space\n',
  ],
  [['--decimal', 'dot'], 'error: --decimal: got "dot"; allowed: point, comma\n'],
  [['--label', 'kind'], 'error: there is no column "kind"; allowed: "x", "y", "c"\n'],
])('import and run say what is wrong with %j', async (options, message) => {
  for (const command of [['import'], ['run', '--data']]) {
    const { code, stderr } = await cli([...command, csv(text), '--data-dir', emptyHistory(), ...options]);
    expect([code, stderr]).toEqual([2, message]);
  }
});

test('import reads a file as told', async () => {
  const file = csv('1;2,5;7\n1,5;3;8\n2;4;7\n');
  const options = ['--no-header', '--delimiter', 'semicolon', '--decimal', 'comma', '--json'];
  const { code, stdout } = await cli(['import', file, '--data-dir', emptyHistory(), ...options]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    table: {
      features: ['column 1', 'column 2'],
      labels: ['7', '8'],
      dialect: { delimiter: ';', header: false, decimal: ',' },
    },
  });
});

test('import asks about what a file leaves open, naming the options that answer', async () => {
  const file = csv(`pop\tc\n${'2,762\ta\n238,916\tb\n'.repeat(3)}`);
  const asked = await cli(['import', file, '--data-dir', emptyHistory()]);
  expect([asked.code, asked.stderr]).toEqual([
    2,
    'error: got "2,762" in column "pop", line 2, which can be 2762 or 2.762; ' +
      'say --thousands comma or --decimal comma\n',
  ]);
  const told = await cli(['import', file, '--thousands', 'comma', '--json', '--data-dir', emptyHistory()]);
  expect(JSON.parse(told.stdout)).toMatchObject({
    table: {
      ...{ rows: 6, labels: ['a', 'b'], features: ['pop'] },
      dialect: {
        ...{ delimiter: '\t', decimal: '.', thousands: ',' },
        ...{ header: true, comment: null, encoding: 'utf-8' },
      },
    },
  });
});

test('import refuses missing labels with their count, and drops them when told', async () => {
  const file = csv(`${text}1;2;?\n`);
  const refused = await cli(['import', file, '--data-dir', emptyHistory()]);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    'error: 1 of 41 rows has no label in column "c": line 42. Correct or drop them, or treat these marks as a class: ' +
      'say --missing-labels drop or class\n',
  ]);
  const taken = await cli([
    'import',
    file,
    '--missing-labels',
    'drop',
    '--data-dir',
    temporaryFolder(),
    '--json',
  ]);
  expect(JSON.parse(taken.stdout)).toMatchObject({ table: { rows: 40, leftOut: { count: 1 } } });
});

test('import warns of row numbers, and reports an existing table', async () => {
  const dataDir = emptyHistory();
  const lines = Array.from({ length: 12 }, (_, row) => `${row};${row % 5};${row % 2 ? 'b' : 'a'}`);
  const numbered = csv(`id;x;c\n${lines.join('\n')}\n`);
  const first = await cli(['import', numbered, '--data-dir', dataDir]);
  expect([first.code, first.stderr]).toEqual([
    0,
    expect.stringContaining('warning: "id": only counts, like row numbers'),
  ]);
  const again = await cli(['import', numbered, '--name', 'other.csv', '--data-dir', dataDir]);
  expect(again.stderr).toContain('this table was imported before, as points.csv; nothing was stored again\n');
});

test.each([
  [['--delimiter', 'comma', '--delimiter', 'tab'], 'got --delimiter twice; allowed: once'],
  [['--label', 'x', '--label', 'y'], 'got --label twice; allowed: once'],
  [
    ['--header', '--no-header'],
    'got --header and --no-header, or one of them twice; allowed: one of them, once',
  ],
  [['--header', 'perhaps'], '--header: got "perhaps"; allowed: yes, no, auto'],
  [
    ['--decimal', 'comma', '--delimiter', 'comma'],
    'got decimal comma and delimiter comma; allowed: different marks',
  ],
  [
    ['--thousands', 'point', '--decimal', 'point'],
    'got decimal point and thousands point; allowed: different marks',
  ],
  [['--feature', 'x', '--features', 'x,y'], 'got --feature and --features; allowed: one of them'],
  [
    ['--encoding', 'ebcdic'],
    '--encoding: got "ebcdic"; allowed: utf-8, utf-16le, utf-16be, latin1, windows-1252',
  ],
])('import refuses %j', async (options, message) => {
  const { code, stderr } = await cli(['import', csv(text), '--data-dir', emptyHistory(), ...options]);
  expect([code, stderr]).toEqual([2, `error: ${message}\n`]);
});

test.each([
  ['import', '/no/such.csv'],
  ['import-runs', '/no/such.csv'],
  ['run', '--data', '/no/such.csv'],
  ['sweep', '--data', '/no/such.csv'],
  ['run', '--data', import.meta.filename, '--test-data', '/no/such.csv'],
])('a file that is not there is one plain line, and no history is begun: %s', async (...args) => {
  const dataDir = join(temporaryFolder(), 'history');
  const { code, stdout, stderr } = await cli([...args, '--data-dir', dataDir]);
  expect(stderr).toBe('error: cannot read /no/such.csv: no such file or directory\n');
  expect([code, stdout]).toEqual([2, '']);
  expect(existsSync(dataDir)).toBe(false);
});
