import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { cli, fileOf, parseLines, smallConfig, temporaryFolder } from './cli-fixture.ts';

const rows = Array.from(
  { length: 40 },
  (_, row) => `${row % 7},${(row % 2) * 5 + (row % 3)},${row % 2 ? 'b' : 'a'}`,
);
const text = `x;y;c\n${rows.join('\n').replaceAll(',', ';')}\n`;

function csv(content: string): string {
  const file = join(temporaryFolder(), 'points.csv');
  writeFileSync(file, content);
  return file;
}

test('import takes a file in, and a run trains on it', async () => {
  const dataDir = temporaryFolder();
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

test('run --data imports a file once and trains on it', async () => {
  const dataDir = temporaryFolder();
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
  const where = ['--data-dir', temporaryFolder(), '--json'];
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

test('import refuses bad rows with their lines, or says which ones it left out', async () => {
  const dataDir = temporaryFolder();
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
    const { code, stderr } = await cli([...command, csv(text), '--data-dir', temporaryFolder(), ...options]);
    expect([code, stderr]).toEqual([2, message]);
  }
});

test('import reads a file as it is told to', async () => {
  const file = csv('1;2,5;7\n1,5;3;8\n2;4;7\n');
  const options = ['--no-header', '--delimiter', 'semicolon', '--decimal', 'comma', '--json'];
  const { code, stdout } = await cli(['import', file, '--data-dir', temporaryFolder(), ...options]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    table: {
      features: ['column 1', 'column 2'],
      labels: ['7', '8'],
      dialect: { delimiter: ';', header: false, decimal: ',' },
    },
  });
});

test('import asks what a file does not tell, with the options that answer', async () => {
  const file = csv(`pop\tc\n${'2,762\ta\n238,916\tb\n'.repeat(3)}`);
  const asked = await cli(['import', file, '--data-dir', temporaryFolder()]);
  expect([asked.code, asked.stderr]).toEqual([
    2,
    'error: got "2,762" in column "pop", line 2, which can be 2762 or 2.762; ' +
      'say --thousands comma or --decimal comma\n',
  ]);
  const told = await cli(['import', file, '--thousands', 'comma', '--json', '--data-dir', temporaryFolder()]);
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
  const refused = await cli(['import', file, '--data-dir', temporaryFolder()]);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    'error: 1 of 41 rows has no label in column "c": line 42. Correct or drop them, or take these marks for a class: ' +
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

test('import warns of row numbers, and says that a table was there', async () => {
  const dataDir = temporaryFolder();
  const lines = Array.from({ length: 12 }, (_, row) => `${row};${row % 5};${row % 2 ? 'b' : 'a'}`);
  const numbered = csv(`id;x;c\n${lines.join('\n')}\n`);
  const first = await cli(['import', numbered, '--data-dir', dataDir]);
  expect([first.code, first.stderr]).toEqual([
    0,
    expect.stringContaining('warning: "id": only counts, like row numbers'),
  ]);
  const again = await cli(['import', numbered, '--name', 'other.csv', '--data-dir', dataDir]);
  expect(again.stderr).toContain('this table was imported before, as points.csv; nothing was stored twice\n');
});

test('run --data names the run after the file', async () => {
  const args = ['run', '--data', csv(text), '--epochs', '2', '--json', '--data-dir', temporaryFolder()];
  const { stdout } = await cli(args);
  expect(parseLines(stdout).at(-1).run).toMatchObject({ name: 'points' });
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
  const { code, stderr } = await cli(['import', csv(text), '--data-dir', temporaryFolder(), ...options]);
  expect([code, stderr]).toEqual([2, `error: ${message}\n`]);
});

test('import says that there is no file', async () => {
  const { code, stderr } = await cli(['import', '/nowhere/a.csv', '--data-dir', temporaryFolder()]);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining(`no such file or directory, open '${resolve('/nowhere/a.csv')}'`),
  ]);
});

/** As the passengers of the Titanic are told of: names of their own, a text, ages that are missing, cabins that mostly are. */
const passengers = [
  'survived,name,sex,age,cabin',
  ...Array.from({ length: 60 }, (_, row) => {
    const [sex, age] = [row % 3 === 0 ? 'female' : 'male', row % 5 === 1 ? '' : String(20 + (row % 7))];
    return `${row % 2},"Doe, ${row}",${sex},${age},${row % 4 === 0 ? `C${row}` : '?'}`;
  }),
].join('\n');

test('import says what to choose for texts and gaps, and run takes the same choices', async () => {
  const dataDir = temporaryFolder();
  const file = csv(`${passengers}\n`);
  const refused = await cli(['import', file, '--label', 'survived', '--data-dir', dataDir]);
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toContain(
    'column "age" has no value in 12 of 60 rows: choose mean, median or most frequent',
  );
  expect(refused.stderr).toContain(
    ': say --leave-out name --one-hot sex --missing age=median --leave-out cabin; ' +
      'or, for all columns without text of their own, --missing auto --text one-hot\n',
  );

  const choices = [
    ...['--label', 'survived', '--leave-out', 'name', '--leave-out', 'cabin'],
    ...['--one-hot', 'sex', '--missing', 'age=mean', '--data-dir', dataDir],
  ];
  const taken = await cli(['import', file, ...choices]);
  expect(taken.code).toBe(0);
  expect(taken.stdout).toContain(
    '60 rows, 3 features: sex=female, sex=male, age\n' +
      '12 without a value in column age: the mean of the training rows\n',
  );
  const run = await cli(['run', '--data', file, ...choices, '--epochs', '3', '--json']);
  expect(run.code).toBe(0);
  expect(parseLines(run.stdout).at(-1).run).toMatchObject({
    status: 'completed',
    config: { dataset: { rows: 60, features: 3, classes: 2 } },
  });
});

test('a second file is the test set of every run', async () => {
  const dataDir = temporaryFolder();
  const [file, other] = [csv(text), csv(`c;y;x\n${['a;1;2', 'b;6;3', 'a;0;5'].join('\n')}\n`)];
  const imported = await cli(['import', file, '--test', other, '--data-dir', dataDir, '--json']);
  expect(imported.code).toBe(0);
  expect(JSON.parse(imported.stdout)).toMatchObject({
    table: { rows: 43, testRows: 3, classCounts: [20, 20] },
    dataset: { rows: 43, testRows: 3 },
  });
  const trained = await cli(['run', '--data', file, '--test-data', other, '--epochs', '2', '--data-dir', dataDir, '--json']); // prettier-ignore
  expect(trained.code).toBe(0);
  expect(parseLines(trained.stdout).at(-1).run).toMatchObject({
    config: { dataset: { rows: 43, testRows: 3 }, test: { file: true }, validation: { share: 0.2 } },
  });
});

test.each([
  [
    ['--missing', 'y'],
    'error: --missing: got "y"; allowed: COLUMN=mean, COLUMN=median, COLUMN=most-frequent, COLUMN=category, or auto\n',
  ],
  [
    ['--missing', 'y=mode'],
    'error: --missing: got "y=mode"; allowed: COLUMN=mean, COLUMN=median, COLUMN=most-frequent, COLUMN=category, or auto\n',
  ],
  [
    ['--missing', 'y=mean', '--missing', 'y=median'],
    'error: --missing: got column "y" twice; allowed: once\n',
  ],
  [['--missing', 'auto', '--missing', 'auto'], 'error: --missing: got auto twice; allowed: once\n'],
  [['--missing', 'z=mean'], 'error: there is no column "z" to choose something for\n'],
  [['--text', 'drop'], 'error: --text: got "drop"; allowed: one-hot, leave-out\n'],
  [['--one-hot', 'c'], 'error: column "c" is no feature, so nothing is chosen for it\n'],
  [['--leave-out', 'x', '--feature', 'x'], 'error: column "x" cannot be both a feature and left out\n'],
])('import refuses %j', async (options, message) => {
  const dataDir = temporaryFolder();
  const { code, stderr } = await cli(['import', csv(text), '--data-dir', dataDir, ...options]);
  expect([code, stderr]).toEqual([2, message]);
  expect((await cli(['import', csv(text), '--data-dir', dataDir, '--json'])).stdout).toContain('"runs":0');
});

test('import refuses a test file that is not there, or empty, and stores nothing', async () => {
  const dataDir = temporaryFolder();
  const absent = await cli(['import', csv(text), '--test', '/nowhere/test.csv', '--data-dir', dataDir]);
  expect([absent.code, absent.stderr]).toEqual([2, expect.stringContaining('no such file or directory')]);
  const empty = await cli(['import', csv(text), '--test', csv(''), '--data-dir', dataDir]);
  expect([empty.code, empty.stderr]).toEqual([
    2,
    expect.stringContaining('in the test file, the file is empty'),
  ]);
});
