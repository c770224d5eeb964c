import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  expect(parseLines(run.stdout).at(-1)!.run).toMatchObject({ status: 'completed', epochsDone: 30 });
});

test('run --data imports a file once and trains on it', async () => {
  const dataDir = temporaryFolder();
  const args = ['run', '--data', csv(text), '--epochs', '3', '--data-dir', dataDir, '--json'];
  for (const seed of ['0', '1']) {
    const { code, stdout } = await cli([...args, '--set', `seed=${seed}`, '--label', 'c']);
    expect(code).toBe(0);
    expect(parseLines(stdout).at(-1)!.run).toMatchObject({
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
  expect(parseLines(trained.stdout).at(-1)!.run).toMatchObject({ name: 'mine', config: { dataset } });
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

test('import says that there is no file', async () => {
  const { code, stderr } = await cli(['import', '/nowhere/a.csv', '--data-dir', temporaryFolder()]);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining("no such file or directory, open '/nowhere/a.csv'"),
  ]);
});
