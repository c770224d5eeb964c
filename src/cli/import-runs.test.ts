import { copyFileSync, existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tablesOf } from '../storage/bringing/tables.fixture.ts';
import { testWith } from '../system-needs.fixture.ts';
import { makeFolder, removeFolder } from '../temporary-folder.fixture.ts';
import { cli, emptyHistory, parseLines, small, start, temporaryFolder } from './cli-fixture.ts';

/** Somebody else's folder: a run, a fork of it, and a sweep of two runs. */
const there = makeFolder();
const databaseOf = (folder: string): string => join(folder, 'lambdascope.sqlite3');
let parent = '';
/** What `export` writes of that folder. */
let theirs: Readonly<Record<'runs' | 'epochs', string>>;
afterAll(() => removeFolder(there));

beforeAll(async () => {
  const config = join(there, 'small.json');
  writeFileSync(config, small);
  const where = ['--data-dir', there, '--json'];
  const trained = await cli(['run', '--config', config, ...where]);
  parent = parseLines(trained.stdout).at(-1)!.run.id as string;
  await cli(['fork', parent, '--at', '10', '--name', 'branch', ...where]);
  await cli(['sweep', '--config', config, '--grid', 'optimizer.learningRate=0.1,0.01', ...where]);
  theirs = { runs: await exported(there, 'runs'), epochs: await exported(there, 'epochs') };
});

/** Changes a database, leaving nothing in its log. */
function changed(file: string, change: (db: Database.Database) => unknown): void {
  const db = new Database(file);
  change(db);
  db.close();
}

function runsIn(folder: string): unknown {
  const db = new Database(databaseOf(folder), { readonly: true });
  const count = db.prepare('SELECT count(*) FROM runs').pluck().get();
  db.close();
  return count;
}

async function bring(folder: string, ...args: string[]) {
  return cli(['import-runs', ...args, '--data-dir', folder]);
}

async function exported(folder: string, table: 'runs' | 'epochs'): Promise<string> {
  return (await cli(['export', table, '--data-dir', folder])).stdout;
}

test('imports a history, identical to the bit, and undoes that', async () => {
  const here = emptyHistory();
  const brought = await bring(here, there);
  expect([brought.code, brought.stderr]).toEqual([0, '']);
  expect(brought.stdout).toContain('lambdascope.sqlite3: imported 4 runs with 1 sweep\n');
  expect(await exported(here, 'epochs')).toBe(theirs.epochs);
  expect(await exported(here, 'runs')).toBe(theirs.runs);

  const shown = await cli(['show', 'branch', '--data-dir', here]);
  expect(shown.stdout).toMatch(/^imported: +from lambdascope\.sqlite3, \d{4}-\d\d-\d\d/m);
  expect(
    (await cli(['list', '--filter', 'imported_from is missing', '--data-dir', here, '--json'])).stdout,
  ).toBe('[]\n');
  // Everything that belongs to a run was imported: it can be repeated, resumed and forked.
  expect((await cli(['run', '--verify', parent, '--data-dir', here])).code).toBe(0);
  const more = await cli(['resume', 'branch', '--epochs', '40', '--data-dir', here, '--json']);
  expect(parseLines(more.stdout).at(-1)!.run).toMatchObject({ status: 'completed', epochsDone: 40 });

  const [, id] = /--undo (\w+)/.exec(brought.stdout)!;
  // Other commands ran in this folder in between: an import can be undone however long ago it was.
  expect((await bring(here, '--list')).stdout).toMatch(
    new RegExp(`^import +when +runs +from\n${id} +\\d{4}-\\S+Z +4 +lambdascope\\.sqlite3\n$`),
  );
  expect((await bring(here, '--undo', id!)).stdout).toBe('removed 4 runs\n');
  expect((await bring(here, '--list', '--json')).stdout).toBe('[]\n');
  expect((await cli(['list', '--data-dir', here, '--json'])).stdout).toBe('[]\n');
  expect(await bring(here, '--undo', id!)).toMatchObject({
    code: 2,
    stderr: `error: there is no import ${id} to undo; it may have been undone already\n`,
  });
  expect((await bring(here, there)).stdout).toContain('imported 4 runs with 1 sweep');
});

test('recognizes what is here already, and imports only what a filter finds', async () => {
  const here = emptyHistory();
  expect((await bring(here, databaseOf(there), '--filter', 'branch')).stdout).toContain('imported 1 run\n');
  const all = await bring(here, databaseOf(there), '--dry-run');
  expect(all.stdout).toBe('lambdascope.sqlite3: would import 3 runs with 1 sweep\n1 run was already here\n');
  expect((await bring(here, there)).stdout).toContain(
    'imported 3 runs with 1 sweep\n1 run was already here\n',
  );
  expect((await bring(here, there)).stdout).toBe(
    'lambdascope.sqlite3: imported 0 runs\n4 runs were already here\n',
  );
});

test('leaves out runs with different numbers, or imports them under new ids', async () => {
  const here = emptyHistory();
  await bring(here, there);
  await cli(['resume', 'branch', '--epochs', '35', '--data-dir', here]);
  const left = await bring(here, there);
  expect(left.stdout).toMatch(
    /imported 0 runs\n3 runs were already here\n1 run left out: .*:\n {2}branch \(\w{10}\): epochs: 30 in the file, 35 here\n$/,
  );
  const copied = await bring(here, there, '--conflicts', 'copy');
  expect(copied.stdout).toContain('imported 1 run\n1 of them as copies under new ids\n');
  const list = JSON.parse(
    (await cli(['list', '--filter', 'branch', '--data-dir', here, '--json'])).stdout,
  ) as object[];
  expect(list).toMatchObject([{ last: { epoch: 29 } }, { last: { epoch: 34 } }]);
});

test('tables written by export come back unchanged, for viewing', async () => {
  const tables = temporaryFolder();
  const files = ['runs', 'epochs'].map((table) => join(tables, `${table}.csv`));
  for (const [at, table] of (['runs', 'epochs'] as const).entries()) writeFileSync(files[at]!, theirs[table]);
  const here = emptyHistory();
  const brought = await bring(here, ...files);
  expect([brought.stderr, brought.code]).toEqual(['', 0]);
  expect(brought.stdout).toContain('runs.csv, epochs.csv: imported 4 runs\nruns from tables can be compared');
  expect(await exported(here, 'epochs')).toBe(theirs.epochs);
  expect(await exported(here, 'runs')).toBe(theirs.runs);
  for (const args of [
    ['resume', 'branch', '--epochs', '50'],
    ['fork', parent, '--at', '5'],
    ['run', '--verify', parent],
  ]) {
    const refused = await cli([...args, '--data-dir', here]);
    expect(refused.stderr).toMatch(
      /was imported from a table of its metrics: it can be compared and exported, but not trained, resumed, forked or verified\n$/,
    );
    expect(refused.code).toBe(2);
  }
  expect((await bring(here, ...files)).stdout).toContain('4 runs were already here');
  const text = theirs.epochs;
  writeFileSync(files[1]!, text.slice(0, text.lastIndexOf('\r\n', text.length - 3) + 2));
  expect((await bring(emptyHistory(), ...files)).stdout).toContain(
    'the last epochs of 1 run are missing: is the file of epochs truncated?\n',
  );
  writeFileSync(files[1]!, text.slice(0, -9));
  expect((await bring(emptyHistory(), ...files)).stderr).toMatch(
    /^error: epochs\.csv, line \d+: \d+ cells where the header has 16; nothing was imported\n$/,
  );
  expect((await bring(here, files[1]!)).stderr).toBe(
    'error: epochs.csv contains only epochs; choose its runs.csv as well\n',
  );
});

/** The tables of a run with this many epochs, as files. */
function tableFiles(epochs: number): string[] {
  const folder = temporaryFolder();
  return Object.entries(tablesOf(epochs)).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
}

test('takes no more memory for a large file than for a small one', async () => {
  const here = emptyHistory();
  // 8 MB as text, and many times that as objects.
  const args = ['import-runs', ...tableFiles(120_000), '--data-dir', here];
  const brought = await start(args, '', { NODE_OPTIONS: '--max-old-space-size=32' }).finished;
  expect([brought.code, brought.stderr]).toEqual([0, '']);
  expect(brought.stdout).toContain('imported 1 run\n');
  const db = new Database(databaseOf(here), { readonly: true });
  expect(db.prepare('SELECT count(*), max(epoch) FROM epochs').raw().get()).toEqual([120_000, 119_999]);
  db.close();
});

testWith('signals')('can be stopped while reading, and leaves nothing', async () => {
  const here = emptyHistory();
  const { child, finished } = start(['import-runs', ...tableFiles(200_000), '--data-dir', here]);
  const folder = join(here, 'imports');
  const staged = (): string[] =>
    existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  await vi.waitFor(() => expect(staged().some((name) => name.endsWith('database'))).toBe(true), {
    timeout: 60_000,
    interval: 10,
  });
  child.kill('SIGINT');
  expect(await finished).toEqual({ code: 130, stdout: '', stderr: 'stopped; nothing was imported\n' });
  expect(staged()).toEqual([]);
  expect((await cli(['list', '--data-dir', here, '--json'])).stdout).toBe('[]\n');
});

test('refuses an invalid or oversized filter before it reads anything', async () => {
  for (const [filter, message] of [
    ['validation_loss <', /^error: --filter: [^\n]+\n {2}validation_loss <\n +\^\n$/],
    ['x'.repeat(10_001), /^error: --filter: the filter has 10001 characters; allowed: 10000 at most\n/],
  ] as const) {
    const { code, stderr } = await bring(emptyHistory(), there, '--filter', filter);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  }
});

test('says which metrics a name in a file can be mapped to', async () => {
  const { code, stderr } = await bring(emptyHistory(), there, '--map', 'error=train/err');
  expect([code, stderr]).toEqual([
    2,
    'error: --map: got error=train/err; allowed: one of loss, accuracy, validation_loss, validation_accuracy, learning_rate, ' +
      'then =, then its name in the file\n',
  ]);
});

test.each([
  ['is cut short', (file: string) => truncateSync(file, 40_000), /is damaged or truncated/],
  [
    'is of a newer version',
    (file: string) => changed(file, (db) => db.pragma('user_version = 999')),
    /was written by a newer Lambdascope \(schema 999; this version supports up to \d+\)/,
  ],
  [
    'is of another program',
    (file: string) => changed(file, (db) => db.pragma('application_id = 7')),
    /is another program's database; allowed: a Lambdascope or MLflow database/,
  ],
  [
    'has a view for a table',
    (file: string) => changed(file, (db) => db.exec('DROP TABLE stints; CREATE VIEW stints AS SELECT 1')),
    /does not have the tables of Lambdascope/,
  ],
  [
    'is a picture',
    (file: string) => writeFileSync(file, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
    /nothing in .* can be imported/,
  ],
  [
    'is compressed and cut short',
    (file: string) => writeFileSync(file, gzipSync('run_id,name,status,created_at\n').subarray(0, 20)),
    /is compressed; unpack it first/,
  ],
  [
    'is of another program altogether',
    (file: string) => {
      writeFileSync(file, '');
      changed(file, (db) => db.exec('CREATE TABLE places (id INTEGER); PRAGMA user_version = 3'));
    },
    /is another program's database; allowed: a Lambdascope or MLflow database/,
  ],
  ['is text', (file: string) => writeFileSync(file, 'no runs at all\n'), /nothing in .* can be imported/],
  ['is empty', (file: string) => writeFileSync(file, ''), /nothing in .* can be imported/],
])('refuses a file that %s in one line, and leaves nothing', async (_, change, message) => {
  const here = emptyHistory();
  const file = join(temporaryFolder(), 'theirs.sqlite3');
  changed(databaseOf(there), (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
  copyFileSync(databaseOf(there), file);
  change(file);
  const { code, stdout, stderr } = await bring(here, file);
  expect([stdout, stderr.split('\n').length]).toEqual(['', 2]);
  expect(stderr).toMatch(message);
  expect(code).not.toBe(0);
  expect(runsIn(here)).toBe(0);
});
