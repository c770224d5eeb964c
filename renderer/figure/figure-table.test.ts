import { expect, it } from 'vitest';
import { figureCsv, figureText } from './figure-table.ts';

it('writes numbers exactly, text quoted and defused, and nothing where nothing was measured', () => {
  const rows = [
    [0.1 + 0.2, NaN, null],
    [-Infinity, 'a "b", c', 'l2;=1+1'],
    [-0, 'x', -1],
  ];
  expect(figureCsv({ columns: ['x', 'y, nats', 'z'], rows })).toBe(
    'x,"y, nats",z\r\n0.30000000000000004,NaN,\r\n-Infinity,"a ""b"", c",l2;\'=1+1\r\n-0.0,x,-1\r\n',
  );
});

it('goes to other programs as tab-separated cells', () => {
  expect(
    figureText({
      columns: ['a', 'b'],
      rows: [
        [1e-7, null],
        ['x\ty', NaN],
      ],
    }),
  ).toBe('a\tb\n1e-7\t\nx y\tNaN');
});
