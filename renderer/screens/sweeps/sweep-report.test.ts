import { expect, it } from 'vitest';
import type { Confirmation, SweepDetail } from '#api';
import { cellRows } from './cell-rows.ts';
import { gridColumns } from '../../words/grid-columns.ts';
import { sweepOf } from '../../figures/sweep.fixture.ts';
import { cellTable, sweepReport } from './sweep-report.ts';

const l2 = 'layers.0.weightRegularizerL2';
const none = { queued: 0, running: 0, paused: 0, stopped: 0, failed: 0, interrupted: 0 };

/** Two fresh seeds, with test losses of 1 and 2 without L2, and 0.5 and 1.25 with it. */
const confirmation: Confirmation = {
  id: 'c',
  createdAt: '2026-01-01T00:00:00Z',
  plan: {
    chosen: { [l2]: 1e-3 },
    baseline: { [l2]: 0 },
    choice: { by: 'hand' },
    test: { samplesPerClass: 1000 },
    seeds: [7, 8],
  },
  testSamples: 3000,
  resplit: null,
  unreadable: [],
  runs: 4,
  counts: { ...none, completed: 4, diverged: 0, missing: 0 },
  progress: 1,
  remainingMs: null,
  members: [1, 2, 0.5, 1.25].map((dataLoss, index) => ({
    ...{ arm: index < 2 ? 'baseline' : 'chosen', seed: 7 + (index % 2), id: `c${index}`, name: 'run' },
    ...{ status: 'completed', divergedAt: null, test: { dataLoss, accuracy: 0.5 } },
  })),
};

/** Two cells, two seeds: the first cell is complete; in the second, one run diverged and one is missing. */
const sweep = {
  ...sweepOf([[{ [l2]: 0 }, { [l2]: 1e-3 }]], [0, 1], (cell, seed) => {
    if (cell === 0) return seed === 0 ? [0.25, 0.75] : [0.5, 1.25];
    return seed === 0 ? 'diverged' : null;
  }),
  name: 'A sweep',
  counts: { ...none, completed: 2, diverged: 1, missing: 1 },
  confirmations: [confirmation],
} as unknown as SweepDetail;
const columns = gridColumns(sweep.definition);
const report = sweepReport(
  sweep,
  cellRows(sweep, columns, 'final'),
  columns,
  'final',
  new Map([['r0-0', { digest: 'd1g35t', test: null }]]),
);

it('has the means of each cell, and counts what is in none', () => {
  const [cells] = report.tables;
  expect(cells!.rows[0]!.slice(0, 6)).toEqual([0, 2, 0, 0, 0, 0.375]);
  expect(cells!.rows[0]![7]).toBe(1);
  expect(cells!.rows[1]!.slice(0, 6)).toEqual([1e-3, 0, 1, 0, 1, null]);
  expect(report.findings.join(' ')).toContain('1 diverged');
  expect(report.findings.join(' ')).toContain('missing');
});

it('gives every mean its own n in a file for scripts, and on a page only where it differs', () => {
  const rows = cellRows(sweep, columns, 'final');
  expect(cellTable(rows, columns, 'final', true).columns.filter((name) => name === 'n')).toHaveLength(7);
  const [first, ...others] = rows;
  const { summary } = first!;
  const epoch = { ...summary.best.epoch, n: 1 };
  const uneven = [{ ...first!, summary: { ...summary, best: { ...summary.best, epoch } } }, ...others];
  expect(cellTable(uneven, columns, 'final', false).rows[0]!.at(-1)).toBe(1);
});

it('has every run, including missing ones', () => {
  const runs = report.tables[1]!.rows;
  expect(runs.map((row) => [row[1], row[2], row[3], row[6]])).toEqual([
    [0, 0, 'Completed', 0.75],
    [0, 1, 'Completed', 1.25],
    [1e-3, 0, 'Diverged at 7', null],
    [1e-3, 1, 'Missing', null],
  ]);
});

it('says how to repeat it, and what of it can be verified', () => {
  expect(report.repeat[0]).toBe(
    `npm run -s cli -- sweep --config base.json --grid ${l2}=0,0.001 --seeds 0,1`,
  );
  expect(report.repeat.slice(2)).toEqual(['npm run -s cli -- run --verify r0-0  # d1g35t']);
});

it('has what a confirmation found, pair by pair', () => {
  const found = report.findings.at(-1)!;
  expect(found).toContain('L2 = 1e-3 was chosen by hand. It is confirmed on 2 fresh seeds (7-8).');
  expect(found).toContain('cannot be determined (mean difference −0.625');
  const { title, rows } = report.tables.at(-1)!;
  expect(title).toBe('Confirmation on seeds 7-8: test loss');
  expect(rows.map((row) => row.slice(0, 4))).toEqual([
    [7, 1, 0.5, -0.5],
    [8, 2, 1.25, -0.75],
    ['mean of 2', 1.5, 0.875, -0.625],
  ]);
});
