import { describe, expect, it } from 'vitest';
import { figureCsv, type FigureTable, figureText, readableRows } from './figure-table.ts';

it('writes numbers exactly, texts quoted and made harmless, and nothing for what was not measured', () => {
  const rows = [
    [0.1 + 0.2, NaN, null],
    [-Infinity, 'a "b", c', 'l2;=1+1'],
    [-0, 'x', -1],
  ];
  expect(figureCsv({ columns: ['x', 'y, nats', 'z'], rows })).toBe(
    'x,"y, nats",z\r\n0.30000000000000004,NaN,\r\n-Infinity,"a ""b"", c",l2;\'=1+1\r\n-0.0,x,-1\r\n',
  );
});

it('goes to other programs as cells between tabs', () => {
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

describe('the rows that are read', () => {
  const table = (rows: FigureTable['rows']): FigureTable => ({ columns: ['epoch', 'a', 'b'], rows });

  it('are all where they are few, and evenly spread where they are many', () => {
    const few = table([[0, 1, null]]);
    expect(readableRows(few, 5)).toBe(few.rows);
    const many = table(Array.from({ length: 1001 }, (_, epoch) => [epoch, epoch, epoch]));
    expect(readableRows(many, 5).map(([epoch]) => epoch)).toEqual([0, 250, 500, 750, 1000]);
  });

  it('have all their values where enough do', () => {
    const rows = Array.from({ length: 401 }, (_, epoch) => [epoch, 1, epoch % 10 === 0 ? 2 : null]);
    expect(readableRows(table(rows), 5).map(([epoch]) => epoch)).toEqual([0, 100, 200, 300, 400]);
  });
});
