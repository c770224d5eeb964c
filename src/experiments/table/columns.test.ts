import { describe, expect, it } from 'vitest';
import { decodeTable, encodeTable } from './stored-table.ts';
import { TableError } from './table-error.ts';
import { createTableImport, type ImportedTable, type ImportOptions } from './table-import.ts';
import { encodeUtf8 } from './utf8.ts';

function importFiles(text: string, options: ImportOptions = {}, test?: string): ImportedTable {
  const table = createTableImport(options);
  table.push(encodeUtf8(text));
  if (test !== undefined) {
    table.startTest();
    table.push(encodeUtf8(test));
  }
  return table.finish();
}

function messageOf(text: string, options: ImportOptions = {}, test?: string): string {
  try {
    importFiles(text, options, test);
  } catch (thrown) {
    if (thrown instanceof TableError) return thrown.message;
    throw thrown;
  }
  throw new Error('the file was taken');
}

/** Every kind of column: free text, text, numbers with gaps, numbers that are names, text with gaps. */
const passengers = [
  'survived,name,sex,age,class,port',
  ...Array.from({ length: 24 }, (_, row) => {
    const sex = row % 3 === 0 ? 'female' : 'male';
    const age = row % 4 === 1 ? ['', 'NA', '?'][row % 3] : String(20 + row);
    const port = row % 8 === 5 ? 'nan' : ['S', 'C', 'Q', 'S'][row % 4];
    return `${row % 2},"Doe, ${row}",${sex},${age},${1 + (row % 3)},${port}`;
  }),
].join('\n');
const label = { label: 'survived' } as const;

describe('columns of texts and gaps', () => {
  it('are refused together, each with its count and the available choices', () => {
    expect(messageOf(passengers, label)).toBe(
      'column "name" has text in 24 of 24 rows, as "Doe, 0" on line 2, and 24 different ones: leave it out, or name it as one ' +
        'to be encoded one-hot; ' +
        'column "sex" has text in 24 of 24 rows, as "female" on line 2: encode it one-hot, or leave it out; ' +
        'column "age" has no value in 6 of 24 rows: choose mean, median or most frequent, or leave out the column or these rows; ' +
        'column "port" has text in 21 of 24 rows, as "S" on line 2: encode it one-hot, or leave it out',
    );
    expect(messageOf(passengers, { ...label, leaveOut: ['name', 'age'], oneHot: ['sex', 'port'] })).toBe(
      'column "port" has no value in 3 of 24 rows: choose most frequent or category, or leave out the column or these rows',
    );
  });

  it('become what is chosen for them', () => {
    const table = importFiles(passengers, {
      ...label,
      leaveOut: ['name'],
      oneHot: ['sex', 'class'],
      otherTexts: 'oneHot',
      missing: { age: 'mean', port: 'category' },
    });
    expect(table.features).toEqual([
      ...['sex=female', 'sex=male', 'age', 'class=1', 'class=2', 'class=3'],
      ...['port=C', 'port=Q', 'port=S', 'port=(missing)'],
    ]);
    expect(table.columns).toEqual([
      { kind: 'oneHot', name: 'sex', categories: ['female', 'male'], fill: null, missing: 0, unknowns: 0 },
      { kind: 'number', name: 'age', fill: 'mean', missing: 6, unknowns: 0 },
      { kind: 'oneHot', name: 'class', categories: ['1', '2', '3'], fill: null, missing: 0, unknowns: 0 },
      {
        kind: 'oneHot',
        name: 'port',
        categories: ['C', 'Q', 'S', '(missing)'],
        fill: null,
        missing: 3,
        unknowns: 0,
      },
    ]);
    // Rows 0, 1 and 5: female, 20, 1, S; male, no age, 2, C; male, no age, 3, no port.
    const row = (index: number) => [...table.samples.inputs.subarray(4 * index, 4 * index + 4)];
    expect([row(0), row(1), row(5)]).toEqual([
      [0, 20, 0, 2],
      [1, NaN, 1, 0],
      [1, NaN, 2, 3],
    ]);
    expect(decodeTable(encodeTable(table)).samples).toEqual({ ...table.samples, testRows: 0 });
  });

  it('are chosen by kind if nothing else is specified', () => {
    const { columns, notes } = importFiles(passengers, {
      ...label,
      otherMissing: 'auto',
      otherTexts: 'leaveOut',
    });
    expect(columns).toEqual([
      { kind: 'number', name: 'age', fill: 'median', missing: 6, unknowns: 0 },
      { kind: 'number', name: 'class', fill: null, missing: 0, unknowns: 0 },
    ]);
    expect(notes).toEqual(['name', 'sex', 'port'].map((name) => `left out column "${name}": it has text`));
  });

  it('leave out rows without a value if that is requested and nothing is chosen', () => {
    const options = { ...label, leaveOut: ['name', 'port'], oneHot: ['sex'], badRows: 'leaveOut' } as const;
    const { samples, leftOut } = importFiles(passengers, options);
    expect([samples.samples, leftOut.count]).toEqual([18, 6]);
    expect(leftOut.first[0]).toEqual({
      line: 3,
      message: 'column "age" has "NA"; allowed: a finite number, as -1.5e3',
    });
  });
});

it('a table of numbers without gaps stays the same, whatever is chosen', () => {
  const plain = 'x,y,c\n1,2,a\n3,4,b\n5,6,a\n';
  const table = importFiles(plain, { otherMissing: 'auto', otherTexts: 'oneHot', missing: { x: 'mean' } });
  expect([...encodeTable(table)]).toEqual([...encodeTable(importFiles(plain))]);
  expect(table.columns).toBeUndefined();
});

it('a category that occurs only in omitted rows does not exist', () => {
  const text = 'x,s,c\n1,p,a\n2,q,b\n3,p,a\nz,r,b\n4,q,b\n';
  expect(importFiles(text, { oneHot: ['s'], badRows: 'leaveOut' }).features).toEqual(['x', 's=p', 's=q']);
});

describe('invalid choices', () => {
  const text = 'x,s,e,c\n1,p,,a\n2,q,,b\n,p,,a\n4,q,,b\n';
  const all = { leaveOut: ['e'], oneHot: ['s'] } as const;
  it.each<[ImportOptions, string]>([
    [{ ...all, missing: { w: 'mean' } }, 'there is no column "w" to choose something for'],
    [{ ...all, missing: { c: 'mostFrequent' } }, 'column "c" is not a feature, so no choice applies to it'],
    [{ ...all, missing: { e: 'mean' } }, 'column "e" is not a feature, so no choice applies to it'],
    [{ leaveOut: ['e'], oneHot: ['s', 's'] }, 'column "s" is set to one-hot twice'],
    [
      { ...all, missing: { s: 'mean' } },
      'missing values of column "s": got mean; allowed for text: most frequent, category',
    ],
    [
      { ...all, missing: { x: 'category' } },
      'missing values of column "x": got category; allowed for numbers: mean, median, most frequent',
    ],
    [{ leaveOut: ['c'] }, 'column "c" cannot be both the label and left out'],
    [{ leaveOut: ['x', 'x'] }, 'column "x" cannot be left out twice'],
    [{ leaveOut: ['x'], features: ['x'] }, 'column "x" cannot be both a feature and left out'],
    [{ leaveOut: ['w'] }, 'there is no column "w"; allowed: "x", "s", "e", "c"'],
    [{ leaveOut: ['x', 's', 'e'] }, 'got no feature columns; allowed: at least one'],
    [
      { features: ['s'], otherTexts: 'leaveOut' },
      'every column is text; allowed: at least one that is not left out',
    ],
    [
      { features: ['x', 'e'], otherMissing: 'auto' },
      'column "e" has no value in any of 4 rows: leave it out',
    ],
  ])('%j', (options, message) => {
    expect(messageOf(text, options)).toBe(message);
  });

  it('more features than a table may have', () => {
    const rows = Array.from({ length: 1200 }, (_, row) => `${row},t${row},u${row % 600},${row % 2}`);
    expect(messageOf(`x,s,u,c\n${rows.join('\n')}\n`, { oneHot: ['s', 'u'] })).toBe(
      'column "s" has more than 1000 different texts by line 1002, and as many features are the most that are allowed: leave it out',
    );
    const half = rows.map((row) => row.replace(/t\d+/, (text) => `t${Number(text.slice(1)) % 600}`));
    expect(messageOf(`x,s,u,c\n${half.join('\n')}\n`, { oneHot: ['s', 'u'] })).toBe(
      'got 1201 feature columns; allowed: at most 1000',
    );
  });
});

describe('a test file', () => {
  const text = 'x,s,c\n1,p,a\n2,q,b\n3,p,a\n4,q,b\n';
  const options = { oneHot: ['s'], otherMissing: 'auto' } as const;

  it('has the same columns in any order, and adds neither classes nor features', () => {
    const table = importFiles(text, options, 'c,x,s\nb,9,q\na,,r\n');
    expect(table.features).toEqual(['x', 's=p', 's=q']);
    expect([table.samples.samples, table.testRows, table.samples.testRows]).toEqual([6, 2, 2]);
    // r is none of the categories; the gap is filled from training rows.
    expect([...table.samples.inputs.subarray(8)]).toEqual([9, 1, NaN, 2]);
    expect([...table.samples.targets]).toEqual([0, 1, 0, 1, 1, 0]);
    expect(table.notes).toEqual([
      'column "s" has a text in 1 of the test file\'s rows that the other file lacks: all of its features are 0 there',
    ]);
  });

  it('of numbers makes a different table from the same rows without it', () => {
    const plain = 'x,c\n1,1\n2,2\n3,1\n4,2\n';
    const table = importFiles(plain, { label: 'c' }, 'x,c\n5,1.0\n');
    expect([...table.samples.targets]).toEqual([0, 1, 0, 1, 0]);
    expect([...encodeTable(table)]).not.toEqual([...encodeTable(importFiles(`${plain}5,1\n`))]);
  });

  it.each([
    ['x,c\n1,a\n', 'in the test file, there is no column "s"; allowed: the same columns, in any order'],
    [
      'x,s,d\n1,p,a\n',
      'in the test file, there is no column "c", and the other file has no column "d"; allowed: the same columns, in any order',
    ],
    ['', 'in the test file, the file is empty; allowed: a row of column names and rows of numbers'],
    ['x,s,c\n', 'in the test file, there are no rows; allowed: at least one'],
    [
      'x,s,c\n1,p,z\n2,p,a\n',
      'in the test file, 1 of 2 rows cannot be used: line 2: column "c" has "z"; allowed: a class that the other file has too. ' +
        'Correct them, or leave these rows out',
    ],
  ])('is refused: %j', (test, message) => {
    expect(messageOf(text, options, test)).toBe(message);
  });
});
