import { describe, expect, it } from 'vitest';
import { cellName, gridColumns } from '../../words/grid-columns.ts';
import { base, bias, l1, l2, lambdas, read, sweepOf } from './told-sweep.fixture.ts';

describe('the columns of a grid', () => {
  it('are one for what moves together, and separate for what does not', () => {
    const mixed = gridColumns({ base, axes: [{ points: [{ [l1]: 1e-3 }, { [l2]: 1e-3 }] }] });
    expect(mixed.map(({ label }) => label)).toEqual(['L1', 'L2']);
    expect(gridColumns(sweepOf(lambdas, [[1], [1], [1]]).definition)).toEqual([
      {
        paths: [l2, bias],
        label: 'L2',
        title: 'L2 on weights and biases of dense 1',
        squares: 'weights and biases of dense 1',
      },
    ]);
  });

  it('have longer names if the short ones are the same', () => {
    const axes = [{ points: [{ [l2]: 0 }] }, { points: [{ 'layers.2.weightRegularizerL2': 0 }] }];
    expect(gridColumns({ base, axes }).map(({ label }) => label)).toEqual([
      'L2 on weights of dense 1',
      'L2 on weights of dense 2',
    ]);
  });

  it('show the base value if a point does not set the path', () => {
    const { rows, columns } = read(sweepOf([{ [l1]: 1e-3 }, { [l2]: 0.5 }], [[1], [1]]));
    expect(rows.map(({ values }) => values)).toEqual([
      [1e-3, 1e-5],
      [0, 0.5],
    ]);
    expect(cellName(rows[0]!, columns)).toBe('L1 = 1e-3, L2 = 1e-5');
  });
});
