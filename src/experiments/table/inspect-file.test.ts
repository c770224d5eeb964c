import { describe, expect, it } from 'vitest';
import { createInspection, type Inspection } from './inspect-file.ts';
import { encodeUtf8 } from './utf8.ts';

const plain = { delimiter: ',', decimal: '.', thousands: null, comment: null, encoding: 'utf-8' } as const;
const flowers = 'length,width,species\n5.1,3.5,setosa\n7,3.2,versicolor\n6.3,3.3,setosa\n';

describe('an inspection of a file', () => {
  const inspect = (text: string, isWhole = true): Inspection => {
    const inspection = createInspection({});
    inspection.push(encodeUtf8(text));
    return inspection.finish(isWhole);
  };

  it('reports columns, rows and numbers', () => {
    const { columns, rows, numbers, ...rest } = inspect('x,y,c\n5.1,3,a\n?,x,b\n7,1e3,a\n8,2,\n9,3,b\n');
    const column = { missing: 0, texts: 0, firstText: null, counts: false };
    expect(columns).toEqual([
      { ...column, name: 'x', numeric: true, missing: 1, cells: 4, distinct: 5 },
      {
        ...column,
        name: 'y',
        numeric: true,
        cells: 5,
        distinct: 4,
        texts: 1,
        firstText: { line: 3, text: 'x' },
      },
      {
        ...column,
        name: 'c',
        numeric: false,
        ...{ missing: 1, cells: 4, distinct: 3, texts: 4 },
        firstText: { line: 2, text: 'a' },
      },
    ]);
    expect(rows.slice(0, 2)).toEqual([
      ['5.1', '3', 'a'],
      ['?', 'x', 'b'],
    ]);
    expect(numbers.slice(1, 3)).toEqual([
      [null, null, null],
      [7, 1000, null],
    ]);
    expect(rest).toEqual({ ...plain, header: true, questions: [], notes: [] });
  });

  it('reports that there is no line', () => {
    expect(() => inspect('1,'.repeat(50), false)).toThrow(
      'line 1 does not end within the first 100 bytes: is that a table, with a line for each row?',
    );
  });

  it('leaves out a row that is cut off', () => {
    expect(inspect(flowers.slice(0, 40), false).rows).toEqual([['5.1', '3.5', 'setosa']]);
  });
});
