import { expect, test } from 'vitest';
import { testWith } from '../system-needs.fixture.ts';
import {
  cli,
  emptyHistory,
  endless,
  fileOf,
  small,
  start,
  temporaryFolder,
  whenRunning,
} from './cli-fixture.ts';

const path = 'layers.0.weightRegularizerL2';
const grid = ['--grid', `${path}+layers.0.biasRegularizerL2=0,1e-2`, '--seeds', '0-2'];

interface Metric {
  readonly mean: number | null;
  readonly sd: number | null;
  readonly ci95: readonly [number, number] | null;
  readonly n: number;
}
interface SweepLine {
  readonly sweep: {
    readonly id: string;
    readonly counts: Record<string, number>;
    readonly cells: readonly (Record<
      'dataLoss' | 'validationLoss' | 'generalizationGap' | 'validationAccuracy',
      Metric
    > & {
      readonly grid: Record<string, number>;
      readonly completed: number;
      readonly diverged: number;
      readonly unfinished: number;
      readonly best: { readonly validationLoss: Metric; readonly epoch: Metric };
    })[];
  };
}

test('a sweep ends with one line that summarizes its cells', async () => {
  const where = ['--data-dir', emptyHistory()];
  const done = await cli(['sweep', '--config', fileOf(small), ...grid, '--json', ...where]);
  expect([done.code, done.stderr]).toEqual([0, '']);
  const { sweep } = JSON.parse(done.stdout) as SweepLine;
  expect(sweep.cells.map((cell) => [cell.grid, cell.completed, cell.diverged, cell.unfinished])).toEqual([
    [{ [path]: 0, 'layers.0.biasRegularizerL2': 0 }, 3, 0, 0],
    [{ [path]: 1e-2, 'layers.0.biasRegularizerL2': 1e-2 }, 3, 0, 0],
  ]);

  const listed = await cli(['list', '--json', ...where]);
  const runs = JSON.parse(listed.stdout) as {
    config: { layers: { weightRegularizerL2: number }[] };
    final: { dataLoss: number; validationLoss: number };
  }[];
  const gaps = runs
    .filter(({ config }) => config.layers[0]!.weightRegularizerL2 === 1e-2)
    .map(({ final }) => final.validationLoss - final.dataLoss);
  const { mean, sd, ci95, n } = sweep.cells[1]!.generalizationGap;
  expect([n, sweep.cells[1]!.best.epoch.n]).toEqual([3, 3]);
  const expected = (gaps[0]! + gaps[1]! + gaps[2]!) / 3;
  const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - expected) ** 2, 0) / 2);
  expect(mean).toBeCloseTo(expected, 12);
  expect(sd).toBeCloseTo(spread, 12);
  // Student's t for 2 degrees of freedom: 4.302652729911275 (scipy.stats.t.ppf(0.975, 2)).
  expect(ci95![1] - expected).toBeCloseTo((4.302652729911275 * spread) / Math.sqrt(3), 10);
});

testWith('signals')('--resume trains stopped runs to their end', async () => {
  const dataDir = emptyHistory();
  const where = ['--data-dir', dataDir];
  const sweep = start(
    ['sweep', '--config', '-', '--seeds', '0-1', '--concurrency', '1', '--json', ...where],
    endless,
  );
  await whenRunning(dataDir);
  process.kill(-sweep.child.pid!, 'SIGINT');
  const stopped = await sweep.finished;
  const { id, counts } = (JSON.parse(stopped.stdout) as SweepLine).sweep;
  expect([stopped.code, counts['stopped']]).toEqual([130, 2]);
  expect(stopped.stderr).toBe(`2 of 2 runs are not done; resume with:  sweep --resume ${id}\n`);

  const again = start(['sweep', '--resume', id.slice(0, 6), '--json', ...where]);
  await whenRunning(dataDir);
  process.kill(-again.child.pid!, 'SIGINT');
  expect((JSON.parse((await again.finished).stdout) as SweepLine).sweep.counts).toMatchObject({
    stopped: 2,
    missing: 0,
  });
});

test('a preview trains nothing', async () => {
  const where = ['--data-dir', emptyHistory()];
  const { stdout, code } = await cli(['sweep', '--config', fileOf(small), ...grid, '--preview', ...where]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^2 cells, 6 runs: about \d+ s and .+ of disk space \(.+ free\)\n$/);
  expect((await cli(['list', '--json', ...where])).stdout).toBe('[]\n');
});

test.each([
  [
    ['--grid', 'layers.0.weightRegularizerL2'],
    '--grid: got "layers.0.weightRegularizerL2"; allowed: PATH=V1,V2,...',
  ],
  [['--grid', `${path}=1,,2`], '--grid: got an empty value in "1,,2"'],
  [['--grid', `${path}=log:0:1:3`], '--grid: got range "log:0:1:3"; a log range needs ends above 0'],
  [
    ['--grid', `${path}=0,1`, '--seeds', '3-1'],
    '--seeds: got seeds "3-1"; allowed: whole numbers and ranges',
  ],
  [
    ['--grid', `${path}=0,1`, '--seeds', '1,1'],
    '--seeds: got seed 1 more than once; allowed: each seed once',
  ],
  [['--grid', 'layers.7.units=1,2'], '--grid layers.7.units: layers has no entry "7"; allowed: 0 to 3'],
  [['--grid', `${path}=0,-1`], `${path}: got -1; allowed: at least 0 (at ${path}=-1)`],
  [
    ['--grid', `${path}=lin:0:1:1000`, '--seeds', '0-99'],
    'got 1000 x 100 = 100000 runs; allowed: at most 10000',
  ],
  [[], '--grid: got one run; a sweep needs a path with two values, or two seeds'],
  [
    ['--study', 'everything'],
    '--study: got "everything"; allowed: howMuchL2, l1AgainstL2, dataAgainstLambda',
  ],
  [
    ['--grid', `${path}=0,1`, '--grid', `${path}=2,3`],
    `--grid ${path}: ${path} is set by axis 1 already; allowed: each path on one axis`,
  ],
  [['--seeds', '0-5000'], '--seeds: got 5001 seeds in "0-5000"; allowed: at most 1000'],
  [
    ['--resume', 'nothing', '--preview'],
    '--resume trains a sweep as it was defined, without --config, --preview; allowed',
  ],
  [['--resume', 'nothing'], 'there is no sweep with the id or name "nothing"'],
])('refuses %j in one line', async (options, message) => {
  const config =
    options[0] === '--study' || (options[0] === '--resume' && options.length === 2)
      ? []
      : ['--config', fileOf(small)];
  const { code, stderr, stdout } = await cli([
    'sweep',
    ...config,
    ...options,
    '--data-dir',
    temporaryFolder(),
  ]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.startsWith(`error: ${message}`)).toBe(true);
  expect(stderr.trimEnd()).not.toContain('\n');
});

test('folds are averaged, and their interval allows for the rows that they share', async () => {
  const where = ['--data-dir', emptyHistory()];
  const rows = Array.from(
    { length: 30 },
    (_, row) => `${Math.sin(row) + 2 * (row % 2)},${Math.cos(3 * row)},${row % 2 ? 'a' : 'b'}`,
  );
  const file = fileOf(['x,y,kind', ...rows].join('\n'));
  const options = [
    '--data',
    file,
    '--label',
    'kind',
    '--epochs',
    '5',
    '--folds',
    '3',
    '--repeats',
    '2',
    '--json',
  ];
  const done = await cli(['sweep', ...options, ...where]);
  expect([done.code, done.stderr]).toEqual([0, expect.stringContaining('corrected resampled t')]);
  const { sweep } = JSON.parse(done.stdout) as SweepLine;
  expect(sweep.cells.map(({ grid, completed }) => [grid, completed])).toEqual([[{}, 6]]);
  // Student's t for 5 degrees of freedom (scipy.stats.t.ppf(0.975, 5)); 10 of 30 rows are for validation.
  const { mean, sd, ci95 } = sweep.cells[0]!.validationLoss;
  expect(ci95![1] - mean!).toBeCloseTo(2.5705818356363155 * Math.sqrt(1 / 6 + 10 / 20) * sd!, 10);
});

test.each([
  [['--label', 'kind'], 'got --label; allowed: with --data'],
  [
    ['--resume', 'x', '--data', 'y.csv'],
    '--resume trains a sweep as it was defined, without --data; allowed beside it: --concurrency, --threads, --json',
  ],
  [['--folds', '1'], '--folds: got "1"; allowed: a whole number from 2 to 1000'],
  [['--repeats', '2'], 'got --repeats without --folds; allowed: beside --folds K'],
  [['--folds', '3', '--repeats', 'x'], '--repeats: got "x"; allowed: a whole number from 1 to 1000'],
  [['--folds', '3'], 'validation: got folds; spiral data are drawn: {"samplesPerClass": 100}, say'],
])('refuses %j', async (options, message) => {
  const { code, stderr } = await cli(['sweep', ...options, '--data-dir', emptyHistory()]);
  expect([code, stderr]).toEqual([2, `error: ${message}\n`]);
});
