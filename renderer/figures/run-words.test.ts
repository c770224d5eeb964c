import { expect, it } from 'vitest';
import { runColumns } from './run-columns.ts';
import { describeRun, runsTable, selectionFinding } from './run-words.ts';
import { sweepOf } from './sweep.fixture.ts';

const l2 = 'layers.0.weightRegularizerL2';
const sweep = sweepOf([[{ [l2]: 0 }, { [l2]: 1e-2 }]], [0, 1], (cell, seed) =>
  cell === 1 && seed === 1 ? 'diverged' : [0.1, 0.5 + cell / 10 + seed / 100],
);
const all = runColumns(sweep, 'final');

it('says which run is best, among all and among the selected', () => {
  expect(selectionFinding(all, null)).toBe(
    '4 runs. The lowest validation loss is 0.5000, of r0-0 (L2 on weights of dense 1 = 0, seed = 0). 1 run diverged.',
  );
  expect(selectionFinding(all, new Set(['r1-0', 'r1-1']))).toContain(
    '2 of 4 runs selected. Their lowest validation loss is 0.6000, of r1-0',
  );
  expect(selectionFinding(all, new Set(['r1-1']))).toContain('No run with a validation loss is selected.');
});

it('lists the selected runs, and describes a run', () => {
  expect(runsTable(all, new Set(['r1-1'])).rows).toEqual([['r1-1', 'diverged', 0.01, 1, NaN, NaN, NaN, NaN]]);
  expect(describeRun(all, all.runs[3]!).join(', ')).toBe(
    'r1-1, L2 on weights of dense 1 0.01, seed 1, diverged at epoch 7',
  );
});
