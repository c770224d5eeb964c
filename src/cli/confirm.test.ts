import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { testWith } from '../system-needs.fixture.ts';
import { cli, emptyHistory, fileOf, small, smallConfig, start } from './cli-fixture.ts';

const path = 'layers.0.weightRegularizerL2';
const grid = ['--grid', `${path}=0,1e-2`, '--seeds', '0-1'];

interface Numbers {
  readonly n: number;
  readonly mean: number;
  readonly ci95: readonly [number, number];
}
interface Told {
  readonly id: string;
  readonly seeds: readonly number[];
  readonly counts: Readonly<Record<string, number>>;
  readonly n: number | null;
  readonly testLoss: { readonly chosen: Numbers; readonly baseline: Numbers };
  readonly difference: Numbers;
  readonly pairs: readonly { readonly seed: number; readonly chosen: number; readonly baseline: number }[];
  readonly says: readonly string[];
}
const told = (stdout: string): Told => (JSON.parse(stdout) as { confirmation: Told }).confirmation;

test("a sweep's choice is confirmed on fresh seeds, judged by test sets, and shown wherever the sweep is", async () => {
  const where = ['--data-dir', emptyHistory()];
  expect((await cli(['sweep', '--config', fileOf(small), '--name', 'lambdas', ...grid, ...where])).code).toBe(
    0,
  );
  const first = await cli(['sweep', '--confirm', 'lambdas', '--seeds', '3', ...where]);
  expect([first.code, first.stderr]).toEqual([0, '']);
  expect(first.stdout).toMatch(
    /^L2 = 0.01 was chosen as the only setting above 0, over 2 seeds\. .*It is confirmed on 3 fresh seeds \(2-4\)\. Each test set has 3000 samples\.\n\n +n +test loss +\+- +test acc\nL2 = 0 +3 .+\nL2 = 0.01 +3 .+\ndifference by seed +3 .+\n\n(Whether L2 = 0.01 |On fresh seeds, )[^\n]+\n$/,
  );

  const again = await cli(['sweep', '--confirm', 'lambdas', '--json', ...where]);
  const { id, seeds, n, pairs, difference, testLoss, says } = told(again.stdout);
  expect([again.code, seeds, n]).toEqual([0, [2, 3, 4], 3]);
  expect(first.stdout.trimEnd().split('\n').at(-1)).toBe(says[0]);
  const mean = pairs.reduce((sum, { chosen, baseline }) => sum + (chosen - baseline) / 3, 0);
  expect(difference.mean).toBeCloseTo(mean, 12);
  expect(testLoss.chosen.mean - testLoss.baseline.mean).toBeCloseTo(mean, 12);

  const runs = JSON.parse((await cli(['list', '--json', ...where])).stdout) as { id: string; name: string }[];
  const confirming = runs.filter(({ name }) => name.startsWith('lambdas confirm '));
  expect([runs.length, confirming.length]).toEqual([10, 6]);
  expect((await cli(['show', confirming[0]!.id, ...where])).stdout).toContain(`, confirmation ${id}\n`);
  const csv = (await cli(['export', 'runs', ...where])).stdout.split('\n');
  expect(csv[0]!.split(',')).toEqual(expect.arrayContaining(['confirmation_id', 'test.data_loss']));
  expect(csv.filter((line) => line.includes(`,${id},`))).toHaveLength(6);
  const { stdout } = await cli(['sweep', '--resume', 'lambdas', '--json', ...where]);
  const { sweep } = JSON.parse(stdout) as { sweep: { counts: object; confirmations: Told[] } };
  expect(sweep.counts).toMatchObject({ completed: 4 });
  expect(sweep.confirmations).toEqual([told(again.stdout)]);

  const other = await cli([
    'sweep',
    '--confirm',
    'lambdas',
    '--again',
    '--seeds',
    '20-21',
    '--choose',
    `${path}=0.01`,
    ...where,
  ]);
  expect([other.code, other.stderr]).toEqual([
    0,
    'this is confirmation 2 of the sweep: among many, some find a difference by chance alone\n',
  ]);
  expect(other.stdout).toMatch(
    /^L2 = 0.01 was chosen by hand\. It is confirmed on 2 fresh seeds \(20-21\)\./,
  );

  for (const [options, message] of [
    [['--seeds', '1'], '--seeds: got 1 seed; allowed with --confirm: 2 to 1000'],
    [['--seeds', '0'], '--seeds: got 0 seeds; allowed with --confirm: 2 to 1000'],
    [['--seeds', '5,x'], '--seeds: got seeds "x"; allowed: whole numbers and ranges'],
    [['--seeds', '7,7', '--again'], 'seeds: got a seed more than once; allowed: each seed once'],
    [['--seeds', '1-3', '--again'], 'sweep lambdas cannot be confirmed: got seeds 1-3, used by this sweep'],
    [['--seeds', '5'], 'sweep lambdas has a confirmation of L2 = 0.01 on 2 seeds (20-21) already'],
    [
      ['--choose', `${path}=5`],
      `--choose: ${path}=5 matches 0 settings of the sweep; allowed: one of L2 = 0; L2 = 0.01`,
    ],
    [['--choose', 'epochs=5'], `--choose: got epochs; allowed: the sweep's paths ${path}`],
    [['--choose', path], `--choose: got "${path}"; allowed: PATH=VALUE`],
    [['--choose', `${path}=0`, '--again'], 'sweep lambdas cannot be confirmed: L2 = 0 has no regularization'],
  ] as const) {
    const refused = await cli(['sweep', '--confirm', 'lambdas', ...options, ...where]);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain(`error: ${message}`);
    expect(refused.stderr.trimEnd()).not.toContain('\n');
  }
});

testWith('signals')('a stopped confirmation is resumed', async () => {
  const where = ['--data-dir', emptyHistory()];
  const slow = { ...smallConfig, epochs: 4_000_000, earlyStopping: { patience: 10 } };
  expect(
    (await cli(['sweep', '--config', fileOf(JSON.stringify(slow)), ...grid, '--name', 'slow', ...where]))
      .code,
  ).toBe(0);
  const begun = start([
    'sweep',
    '--confirm',
    'slow',
    '--seeds',
    '200',
    '--concurrency',
    '1',
    '--json',
    ...where,
  ]);
  // Reads the file directly: a command takes longer to start than these runs to train.
  const db = new Database(join(where[1]!, 'lambdascope.sqlite3'), { readonly: true });
  const confirming = db.prepare(`SELECT status FROM runs WHERE name LIKE '% confirm %'`).pluck();
  await expect.poll(() => confirming.all()).toContain('completed');
  db.close();
  process.kill(-begun.child.pid!, 'SIGINT');
  const stopped = await begun.finished;
  const { counts, n } = told(stopped.stdout);
  expect([stopped.code, n]).toEqual([130, null]);
  expect(counts['stopped']).toBeGreaterThan(0);
  expect(stopped.stderr).toMatch(
    /^\d+ of 400 runs are not done; resume with:  sweep --confirm [0-9a-z]{10}\n$/,
  );
});

test.each([
  [['--confirm', 'nothing'], 'there is no sweep with the id or name "nothing"'],
  [
    ['--confirm', 'a', '--grid', `${path}=0,1`, '--preset', 'x'],
    '--confirm trains a sweep as it was defined, without --preset, --grid;',
  ],
  [
    ['--confirm', 'a', '--study', 'howMuchL2'],
    '--confirm trains a sweep as it was defined, without --study;',
  ],
  [['--confirm', 'a', '--resume', 'a'], '--resume trains a sweep as it was defined, without --confirm;'],
  [['--again'], 'got --again without --confirm; allowed: beside --confirm SWEEP'],
])('refuses %j in one line', async (options, message) => {
  const { code, stderr, stdout } = await cli(['sweep', ...options, '--data-dir', emptyHistory()]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.startsWith(`error: ${message}`)).toBe(true);
  expect(stderr.trimEnd()).not.toContain('\n');
});
