import { describe, expect, it } from 'vitest';
import type { AnsweredSweepLine, SweepSummary } from '#api';
import { cellText } from '../../ui/data-table/cell-text.ts';
import { sweepListColumns } from './sweep-list-columns.ts';
import { l2, lambdas, sweepOf } from './told-sweep.fixture.ts';

const detail = sweepOf(lambdas, [[0.5, 0.6], [0.4], [0.3]]);
const sweep: SweepSummary = { ...detail, paths: [l2] };
const ofFive = { n: 5, excluded: 0, sd: 0.1 };
const line: AnsweredSweepLine = {
  id: sweep.id,
  definition: detail.definition,
  grid: detail.grid.map(({ grid }) => grid),
  cells: [],
  answer: {
    ...{ cell: 1, rule: 'oneStandardError', compared: 3, isNone: false },
    validationLoss: { ...ofFive, mean: 0.41234, standardError: 0.05, ci95: [0.4, 0.5] },
    againstNone: {
      ...{ n: 5, mean: -0.31, sd: 0.1, ci95: [-0.4, -0.22], p: 0.01, tried: 2 },
      ...{ method: 'holm', resplit: null },
    },
  },
};

function told(answer: AnsweredSweepLine | undefined): Record<string, string> {
  return Object.fromEntries(
    sweepListColumns(() => answer).map((column) => {
      const aside = column.aside?.(sweep) ?? '';
      return [column.id, `${cellText(column, sweep)} ${aside}`.trim()];
    }),
  );
}

describe('the list of sweeps', () => {
  it('says what each picks, its loss, its difference from no regularization with the interval, and n', () => {
    expect(told(line)).toMatchObject({
      ...{ name: 'sweep', varies: 'L2', picked: 'L2 = 1e-4', loss: '0.4123', n: '5' },
      none: '−0.3100 [−0.4000, −0.2200]',
    });
  });

  it('has dashes if there is no answer, and while it is being read', () => {
    for (const answer of [{ ...line, answer: null }, undefined])
      expect(told(answer)).toMatchObject({ picked: '–', loss: '–', none: '–', n: '–' });
  });
});
