import { describe, expect, it } from 'vitest';
import { TableError } from './table-error.ts';
import { createTableImport, type ImportedTable, type ImportOptions } from './table-import.ts';
import { encodeUtf8 } from './utf8.ts';

function importText(text: string, options: ImportOptions = {}, chunk = 1000): ImportedTable {
  const bytes = encodeUtf8(text);
  const table = createTableImport(options);
  for (let from = 0; from < bytes.length; from += chunk) table.push(bytes.subarray(from, from + chunk));
  return table.finish();
}

/** The error that a file causes. */
function errorOf(text: string, options: ImportOptions = {}): TableError {
  try {
    importText(text, options);
  } catch (error) {
    if (error instanceof TableError) return error;
    throw error;
  }
  throw new Error('the file was taken');
}

const plain = { delimiter: ',', decimal: '.', thousands: null, comment: null, encoding: 'utf-8' } as const;
const flowers = 'length,width,species\n5.1,3.5,setosa\n7,3.2,versicolor\n6.3,3.3,setosa\n';

describe('a valid file', () => {
  it.each([1, 5, 1000])('becomes a table, in chunks of %i', (chunk) => {
    expect(importText(flowers, {}, chunk)).toEqual({
      features: ['length', 'width'],
      label: 'species',
      labels: ['setosa', 'versicolor'],
      samples: {
        samples: 3,
        features: 2,
        classes: 2,
        inputs: Float64Array.of(5.1, 3.5, 7, 3.2, 6.3, 3.3),
        targets: Int32Array.of(0, 1, 0),
      },
      dialect: { ...plain, header: true },
      notes: [],
      leftOut: { count: 0, first: [] },
      constantFeatures: [],
      countingFeatures: [],
      separatingFeatures: [],
    });
  });

  it('gives the chosen columns, in that order', () => {
    const table = importText('id,c,x,y\nq,b,1,2\nr,a,3,4\ns,b,5,6\n', { label: 'c', features: ['y', 'x'] });
    expect(table.features).toEqual(['y', 'x']);
    expect([...table.samples.inputs]).toEqual([2, 1, 4, 3, 6, 5]);
    expect(table.labels).toEqual(['a', 'b']);
    expect([...table.samples.targets]).toEqual([1, 0, 1]);
  });

  it('numbers its labels the same way whatever the order of its rows: texts by code, numbers ascending', () => {
    expect(importText('x,c\n1,b\n2,a\n3,B\n').labels).toEqual(['B', 'a', 'b']);
    const numbered = importText('x,c\n1,10\n2,9\n3,-1\n');
    expect(numbered.labels).toEqual(['-1', '9', '10']);
    expect([...numbered.samples.targets]).toEqual([2, 1, 0]);
  });

  it.each([
    ['semicolons', 'x;y;c\n1;2;a\n3;4;b\n5;6;a\n', { delimiter: ';', header: true, decimal: '.' }],
    ['tabs', 'x\ty\tc\n1\t2\ta\n3\t4\tb\n5\t6\ta\n', { delimiter: '\t', header: true, decimal: '.' }],
    ['no header', '1,2,a\n3,4,b\n5,6,a\n', { delimiter: ',', header: false, decimal: '.' }],
    [
      'a byte order mark',
      '\uFEFFx,y,c\n1,2,a\n3,4,b\n5,6,a\n',
      { delimiter: ',', header: true, decimal: '.' },
    ],
    [
      'decimal commas',
      'x;y;c\n1,0;2;a\n3;4,00;b\n5;+6,0e0;a\n',
      { delimiter: ';', header: true, decimal: ',' },
    ],
  ])('with %s is recognized', (_name, text, dialect) => {
    const table = importText(text);
    expect(table.dialect).toEqual({ ...plain, ...dialect });
    expect(table.features).toEqual(dialect.header ? ['x', 'y'] : ['column 1', 'column 2']);
    expect([...table.samples.inputs]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is read as specified', () => {
    const { features, samples } = importText('1,2\n3,4\n5,6\n7,4\n', { header: true, label: '2' });
    expect([features, samples.samples]).toEqual([['1'], 3]);
    const quoted = importText('x,c\n"1,5",a\n"-0,1234567890123456789",b\n2,a\n', { decimal: ',' });
    expect([...quoted.samples.inputs]).toEqual([1.5, -0.12345678901234568, 2]);
    expect(() => importText('x;c\n1,5;a\n2.5;b\n1,5;a\n')).toThrow(
      'line 3: column "x" has "2.5"; allowed: a finite number, as -1,5e3',
    );
  });

  it('may have columns without a name and features that never change', () => {
    const table = importText(',x,c\n0,5,a\n1,5,b\n2,5,a\n');
    expect(table.features).toEqual(['column 1', 'x']);
    expect(table.constantFeatures).toEqual(['x']);
  });

  it('may be larger than a block', () => {
    const rows = 40_000;
    const lines = Array.from({ length: rows }, (_, row) => {
      return `${row},${row * 2},${row * 3},1,1,1,1,${row % 3}`;
    });
    const { samples } = importText(`${lines.join('\n')}\n`, {}, 65_536);
    expect(samples.samples).toBe(rows);
    for (const row of [0, 37_449, 37_450, rows - 1]) {
      expect([...samples.inputs.subarray(row * 7, row * 7 + 4)]).toEqual([row, row * 2, row * 3, 1]);
      expect(samples.targets[row]).toBe(row % 3);
    }
  });
});

describe('rows that cannot be used', () => {
  const text = [
    'x,y,c',
    '1,2,a',
    '3,b',
    '',
    '4,abc,b',
    '5,,a',
    '6,NaN,b',
    '7,-inf,b',
    '8,1e999,b',
    '9,1,',
    '"10"z,1,b',
    '11,"1,5",b',
    '12,13,b',
    '14,15,a',
  ].join('\n');
  const bad = [
    [3, 'got 2 cells; allowed: 3, as in the first row'],
    [5, 'column "y" has "abc"; allowed: a finite number, as -1.5e3'],
    [6, 'column "y" is empty; allowed: a finite number, as -1.5e3'],
    [7, 'column "y" has "NaN"; allowed: a finite number, as -1.5e3'],
    [8, 'column "y" has "-inf"; allowed: a finite number, as -1.5e3'],
    [9, 'column "y" has "1e999"; allowed: a finite number, as -1.5e3'],
    [10, 'column "c" is empty; allowed: a label'],
    [11, 'text after a closing quote'],
    [12, 'column "y" has "1,5"; allowed: a finite number, as -1.5e3'],
  ].map(([line, message]) => ({ line, message }));

  it('make the file refused, each with its line', () => {
    const { message, badRows } = errorOf(text, { otherMissing: 'auto' });
    expect(message).toBe(
      '7 of 12 rows cannot be used: line 3: got 2 cells; allowed: 3, as in the first row; ' +
        'line 5: column "y" has "abc"; allowed: a finite number, as -1.5e3; ' +
        'line 8: column "y" has "-inf"; allowed: a finite number, as -1.5e3; and 4 more. ' +
        'Correct them, or leave these rows out',
    );
    expect(badRows).toEqual({ count: 7, first: bad.filter(({ line }) => line !== 6 && line !== 7) });
  });

  it('or are left out on request, and counted', () => {
    const { samples, leftOut } = importText(text, { badRows: 'leaveOut' });
    expect([...samples.inputs]).toEqual([1, 2, 12, 13, 14, 15]);
    expect([...samples.targets]).toEqual([0, 1, 0]);
    expect(leftOut).toEqual({ count: 9, first: bad });
  });

  it('are all counted, and the first hundred listed', () => {
    const { badRows } = errorOf(`x,c\n${'1,\n'.repeat(250)}1,a\n1,b\n`);
    expect(badRows?.count).toBe(250);
    expect(badRows?.first.map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, row) => row + 2));
  });
});

describe('a file that is not a table', () => {
  const empty = 'the file is empty; allowed: a row of column names and rows of numbers';
  const many = (rows: number, row: (index: number) => string) =>
    Array.from({ length: rows }, (_, index) => row(index)).join('\n');
  it.each([
    ['nothing', '', {}, empty],
    ['blank lines', '\n\r\n\n', {}, empty],
    ['a byte order mark', '\uFEFF', {}, empty],
    [
      'comments only',
      '# made by hand\n# on a Monday\n',
      {},
      'every line begins with #, as comments do, so there are no rows; if these are rows, say --comment none',
    ],
    [
      'a header only',
      'x,c\n',
      { header: true },
      'the file has a header and no rows; allowed: at least 3 rows',
    ],
    ['a header only, unasked', 'x,c\n', {}, 'the file has a header and no rows; allowed: at least 3 rows'],
    [
      'one column',
      'x\n1\n2\n',
      {},
      'found one column; allowed: at least two, with commas, semicolons, tabs, pipes or blanks between them',
    ],
    [
      'another delimiter',
      'x;c\n1;2\n',
      { delimiter: ',' },
      'found one column with delimiter comma; allowed: at least two',
    ],
    [
      'two columns of a name',
      'x,y,x,c\n1,2,3,a\n',
      {},
      'two columns are called "x", the 1st and the 3rd: give them different names',
    ],
    [
      'no such label',
      flowers,
      { label: 'kind' },
      'there is no column "kind"; allowed: "length", "width", "species"',
    ],
    [
      'no such feature',
      flowers,
      { features: ['size'] },
      'there is no column "size"; allowed: "length", "width", "species"',
    ],
    ['no features', flowers, { features: [] }, 'got no feature columns; allowed: at least one'],
    ['a feature twice', flowers, { features: ['width', 'width'] }, 'feature "width" is chosen twice'],
    [
      'the label as a feature',
      flowers,
      { features: ['species'] },
      'column "species" cannot be both the label and a feature',
    ],
    [
      'one class',
      'x,c\n1,a\n2,a\n3,a\n',
      {},
      'every row has the label "a" in column "c"; allowed: at least 2 classes',
    ],
    [
      'no labels',
      'x,c\n1,\n2,\n3,\n',
      {},
      'none of the 3 rows can be used: line 2: column "c" is empty; allowed: a label; line 3: column "c" is empty; allowed: a label; line 4: column "c" is empty; allowed: a label. Choose other columns or correct the file',
    ],
    [
      'no row left',
      'x,c\nq,a\n',
      { badRows: 'leaveOut', header: true },
      'column "x" has text in 1 of 1 rows, as "q" on line 2: encode it one-hot, or leave it out',
    ],
    ['two rows', 'x,c\n1,a\n2,b\n', {}, 'got 2 usable rows; allowed: at least 3'],
    [
      'too many rows',
      many(100_001, (row) => `1,${row % 2}`),
      {},
      'got more than 100000 rows, the most that are allowed: line 100001 has one more',
    ],
    [
      'too many labels',
      many(200, (row) => `1,l${row}`),
      {},
      'column "column 2" has more than 100 different labels by line 101, the most that are allowed: is it the column of classes?',
    ],
    ['too many features', `${'1,'.repeat(1001)}a\n`, {}, 'got 1001 feature columns; allowed: at most 1000'],
    ['an open quote', 'x,c\n1,"a\n2,b\n', {}, 'the quote opened on line 2 is never closed'],
  ] as const)('is refused: %s', (_name, text, options, message) => {
    expect(errorOf(text, options).message).toBe(message);
  });

  it('is refused in another encoding', () => {
    const table = createTableImport();
    expect(() => table.push(Uint8Array.of(0x78, 0x2c, 0x63, 0x0a, 0x31, 0x2c, 0xe9, 0x0a))).toThrow(
      'byte E9 at position 6 (line 2) is not UTF-8',
    );
  });
});
