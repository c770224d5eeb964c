import { describe, expect, it } from 'vitest';
import { TableError } from './table-error.ts';
import { createTableImport, type ImportedTable, type ImportOptions } from './table-import.ts';
import { encodeUtf8 } from './utf8.ts';

// Small files in the shapes in which datasets come; the expected numbers were determined by hand.

function importBytes(bytes: Uint8Array, options: ImportOptions = {}): ImportedTable {
  const table = createTableImport(options);
  table.push(bytes);
  return table.finish();
}

const importText = (text: string, options: ImportOptions = {}): ImportedTable =>
  importBytes(encodeUtf8(text), options);

/** Names, rows of numbers, and classes of a table, as briefly as possible. */
function contents({ features, label, labels, samples }: ImportedTable): unknown[] {
  const rows = Array.from({ length: samples.samples }, (_, row) => [
    ...samples.inputs.subarray(row * samples.features, (row + 1) * samples.features),
    labels[samples.targets[row]!],
  ]);
  return [[...features, label], ...rows];
}

function messageOf(text: string, options: ImportOptions = {}): string {
  try {
    importText(text, options);
  } catch (error) {
    if (error instanceof TableError) return error.message;
    throw error;
  }
  throw new Error('the file was taken');
}

const unnamed = ['column 1', 'column 2', 'column 3'];
const rows = [
  [5.1, 3, 'a'],
  [4.9, 2, 'b'],
  [6.25, 4, 'a'],
  [7, 5, 'b'],
];

describe('is detected automatically', () => {
  it.each([
    ['fixed columns', ' 5.1   3 a\n 4.9   2 b\n 6.25  4 a\n 7     5 b\n', unnamed],
    ['repeated tabs', '5.1\t3\ta\n4.9\t\t2\tb\n6.25\t4\t\ta\n7\t5\tb\n', unnamed],
    ['numpy.savetxt', '5.100000e+00 3.0 a\n4.9e+00 2.0 b\n6.25e0 4.0 a\n7.0e0 5.0 b\n', unnamed],
    ['numpy.savetxt with a header', '# x y c\n5.1 3 a\n4.9 2 b\n6.25 4 a\n7 5 b\n', unnamed],
    ['pipes', 'x|y|c\n5.1|3|a\n4.9|2|b\n6.25|4|a\n7|5|b\n', ['x', 'y', 'c']],
    ['blanks behind commas', '5.1, 3, a\n4.9, 2, b\n6.25, 4, a\n7, 5, b\n', unnamed],
    ['sep=', 'sep=;\r\nx;y;c\r\n5,1;3;a\r\n4,9;2;b\r\n6,25;4;a\r\n7;5;b\r\n', ['x', 'y', 'c']],
    ['sep= and a mark', '\uFEFFsep=;\nx;y;c\n5.1;3;a\n4.9;2;b\n6.25;4;a\n7;5;b\n', ['x', 'y', 'c']],
    ['a title', 'Flowers of 2020\nx,y,c\n5.1,3,a\n4.9,2,b\n6.25,4,a\n7,5,b\n', ['x', 'y', 'c']],
    ['a title of Excel', 'Flowers,,\nx,y,c\n5.1,3,a\n4.9,2,b\n6.25,4,a\n7,5,b\n', ['x', 'y', 'c']],
    ['trailing delimiters', 'x,y,c,\n5.1,3,a,\n4.9,2,b,\n6.25,4,a,\n7,5,b,\n', ['x', 'y', 'c']],
    ['trailing delimiters of data', 'x;y;c\n5.1;3;a;\n4.9;2;b;\n6.25;4;a;\n7;5;b;\n', ['x', 'y', 'c']],
    ['a trailing delimiter of names', 'x,y,c,\n5.1,3,a\n4.9,2,b\n6.25,4,a\n7,5,b\n', ['x', 'y', 'c']],
    ['lines of blanks', 'x,y,c\n5.1,3,a\n   \n4.9,2,b\n\t\n6.25,4,a\n7,5,b\n  ', ['x', 'y', 'c']],
    ['comments', '% made\nx,y,c\n5.1,3,a\n% so, so, so\n4.9,2,b\n6.25,4,a\n7,5,b\n', ['x', 'y', 'c']],
    [
      'ARFF',
      '% Title\n@RELATION r\n\n@ATTRIBUTE x numeric\n@attribute c {a,b}\n@data\n5.1,3,a\n4.9,2,b\n6.25,4,a\n7,5,b\n',
      unnamed,
    ],
    ['decimal commas between blanks', '5,1 3 a\n4,9 2 b\n6,25 4 a\n7 5 b\n', unnamed],
    ['decimal commas in quotes', 'x,y,c\n"5,1",3,a\n"4,9",2,b\n"6,25",4,a\n7,5,b\n', ['x', 'y', 'c']],
    ['columns that pandas counted', '0,1,label\n5.1,3,a\n4.9,2,b\n6.25,4,a\n7,5,b\n', ['0', '1', 'label']],
    ['years', '2019;2020;kind\n5.1;3;a\n4.9;2;b\n6.25;4;a\n7;5;b\n', ['2019', '2020', 'kind']],
  ])('%s', (_name, text, names) => {
    expect(contents(importText(text))).toEqual([names, ...rows]);
  });

  it('counted names above numbers alone', () => {
    const body = Array.from({ length: 12 }, (_, row) => `${row + 0.5},${row * 2}.25,${row}.75,${row % 3}`);
    const table = importText(`0,1,2,3\n${body.join('\n')}\n`);
    expect([table.label, table.labels, table.samples.samples]).toEqual(['3', ['0', '1', '2'], 12]);
  });

  it('row names of R, with and without a name of their own', () => {
    const body = '"1",5.1,"a"\n"2",4.9,"b"\n"3",6.25,"a"\n"4",7,"b"\n"5",8,"b"\n';
    const csv = importText(`"","x","c"\n${body}`);
    expect(contents(csv).slice(0, 2)).toEqual([
      ['column 1', 'x', 'c'],
      [1, 5.1, 'a'],
    ]);
    expect(csv.countingFeatures).toEqual(['column 1']);
    const table = importText(`"x" "c"\n${body.replaceAll(',', ' ')}`);
    expect(contents(table)).toEqual(contents(csv));
    expect(table.notes).toEqual(['the first column has no name: these are names of rows']);
  });

  it('grouped thousands, once the decimal mark is certain', () => {
    const text = 'x\ty\tc\n0.5\t2,762\ta\n1.5\t977\tb\n2.5\t1,238,916\ta\n';
    expect(contents(importText(text)).slice(1)).toEqual([
      [0.5, 2762, 'a'],
      [1.5, 977, 'b'],
      [2.5, 1238916, 'a'],
    ]);
    const european = importText('x;c\n1.234,56;a\n2.000;b\n7;a\n');
    expect([...european.samples.inputs]).toEqual([1234.56, 2000, 7]);
    expect(european.dialect).toMatchObject({ decimal: ',', thousands: '.' });
    const french = importText('x;c\n1\u202f234,5;a\n2 000;b\n7;a\n');
    expect([...french.samples.inputs]).toEqual([1234.5, 2000, 7]);
    const swiss = importText("x;c\n1'234.5;a\n2’000;b\n7;a\n");
    expect([...swiss.samples.inputs]).toEqual([1234.5, 2000, 7]);
  });

  it('a decimal mark that only the last of many rows determines', () => {
    const body = Array.from(
      { length: 20_000 },
      (_, row) => `${1 + (row % 9)},${100 + (row % 900)}\t${row % 2 ? 'a' : 'b'}`,
    );
    const sure = importText(`x\tc\n${body.join('\n')}\n0,5\ta\n`);
    expect([...sure.samples.inputs.subarray(0, 2), sure.samples.inputs.at(-1)]).toEqual([1.1, 2.101, 0.5]);
    expect(messageOf(`x\tc\n${body.join('\n')}\n`)).toContain('which can be 1100 or 1.1');
  });
});

describe('is asked about', () => {
  const grouped = 'pop\tc\n2,762\ta\n977\tb\n238,916\ta\n';
  it('a number with two possible readings', () => {
    expect(messageOf(grouped)).toBe(
      'got "2,762" in column "pop", line 2, which can be 2762 or 2.762; say thousands comma or decimal comma',
    );
    expect([...importText(grouped, { thousands: ',' }).samples.inputs]).toEqual([2762, 977, 238916]);
    expect([...importText(grouped, { decimal: '.' }).samples.inputs]).toEqual([2762, 977, 238916]);
    expect([...importText(grouped, { decimal: ',' }).samples.inputs]).toEqual([2.762, 977, 238.916]);
    expect([...importText(grouped, { thousands: null }).samples.inputs]).toEqual([2.762, 977, 238.916]);
    expect(messageOf('pop;c\n2.762;a\n5.100;b\n8.916;a\n')).toBe(
      'got "2.762" in column "pop", line 2, which can be 2762 or 2.762; say thousands point or decimal point',
    );
  });

  it('a delimiter with two possibilities, unless specified', () => {
    const text = 'x|y,c\nu|v,w\nr|s,t\n';
    expect(messageOf(text, { header: false })).toBe(
      'the file can be cut into 2 columns between pipes or 2 columns between commas; say delimiter pipe or delimiter comma',
    );
    const labels = (delimiter: ',' | '|') =>
      importText(text, { header: false, delimiter, otherTexts: 'oneHot' }).labels;
    expect([labels(','), labels('|')]).toEqual([
      ['c', 't', 'w'],
      ['s,t', 'v,w', 'y,c'],
    ]);
    expect(importText('x,y,c\n1,2,a\n3,4,b\n5,6,a\n').dialect.delimiter).toBe(',');
  });

  it('but a point between commas or blanks is a decimal mark', () => {
    expect([...importText('x,c\n2.762,a\n5.100,b\n8.916,a\n').samples.inputs]).toEqual([2.762, 5.1, 8.916]);
    expect([...importText('2.762 a\n5.100 b\n8.916 a\n').samples.inputs]).toEqual([2.762, 5.1, 8.916]);
  });

  it.each([
    ['a class of its own', '5,3,z\n5.1,3,a\n4.9,2,b\n6,4,a\n7,5,b\n'],
    ['counted, and nothing but numbers', '1,2,3\n5,7,8\n6,8,9\n7,9,7\n'],
  ])('a first row that may be names: %s', (_name, text) => {
    expect(messageOf(text)).toMatch(/^the first row, .*, can be names or data; say header yes or header no$/);
    const count = text.trim().split('\n').length;
    expect(importText(text, { header: true }).samples.samples).toBe(count - 1);
    expect(importText(text, { header: false }).samples.samples).toBe(count);
  });
});

describe('is data from the first row on', () => {
  it.each([
    ['numbers and a class that occurs again', '1,2,a\n3,4,b\n5,6,a\n'],
    ['label first, all numbers', '1,14.23,1.71\n1,13.2,1.78\n2,12.37,0.94\n'],
    ['small whole numbers', '0,1,1\n1,1,0\n0,0,1\n1,0,0\n'],
  ])('%s', (_name, text) => {
    expect(importText(text).samples.samples).toBe(text.trim().split('\n').length);
  });

  it('with missing marks above numbers', () => {
    const table = importText('?,?,a\n1,2,a\n3,4,b\n5,6,b\n7,8,a\n', { badRows: 'leaveOut' });
    expect([table.dialect.header, table.leftOut.count, table.samples.samples]).toEqual([false, 1, 4]);
  });
});

describe('encodings', () => {
  const text = 'größe;c\n1;ä€\n2;🙂\n3;ä€\n';
  const utf16 = (littleEndian: boolean, start = '\uFEFF'): Uint8Array => {
    const units = [...`${start}${text}`].flatMap((character) =>
      Array.from({ length: character.length }, (_, index) => character.charCodeAt(index)),
    );
    return Uint8Array.from(
      units.flatMap((unit) => (littleEndian ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
    );
  };

  it.each([
    ['utf-16le', utf16(true), {}],
    ['utf-16be', utf16(false), {}],
    ['utf-16le', utf16(true, ''), { encoding: 'utf-16le' }],
    ['utf-16be', utf16(false, ''), { encoding: 'utf-16be' }],
    ['utf-8', encodeUtf8(text), {}],
  ] as const)('%s is read, in chunks of any size', (encoding, bytes, options) => {
    for (const chunk of [1, 3, 1000]) {
      const table = createTableImport(options);
      for (let from = 0; from < bytes.length; from += chunk) table.push(bytes.subarray(from, from + chunk));
      const { features, labels, dialect } = table.finish();
      expect([features, labels, dialect.encoding]).toEqual([['größe'], ['ä€', '🙂'], encoding]);
    }
  });

  it('Windows-1252 is read when specified', () => {
    const bytes = Uint8Array.of(...encodeUtf8('x;c\n1;'), 0xe4, 0x80, ...encodeUtf8('\n2;b\n3;b\n'));
    expect(() => importBytes(bytes)).toThrow(
      'is not UTF-8: the file looks like Latin-1 or Windows-1252; say encoding latin1',
    );
    expect(importBytes(bytes, { encoding: 'latin1' }).labels).toEqual(['b', 'ä€']);
  });

  it('reports what is not text', () => {
    expect(() => importBytes(Uint8Array.of(0x78, 0x00, 0x2c, 0x00))).toThrow('say encoding utf-16le');
    expect(() => importBytes(Uint8Array.of(0xff, 0xfe, 0x00, 0xdc))).toThrow('half of a surrogate pair');
    expect(() => importBytes(Uint8Array.of(0xff, 0xfe, 0x78))).toThrow('truncated');
  });
});

describe('labels', () => {
  it('are numbers if all of them are', () => {
    const { labels, samples } = importText('x,c\n1,01\n2,1.0\n3,1\n4,2\n5,10\n');
    expect([labels, [...samples.targets]]).toEqual([
      ['1', '2', '10'],
      [0, 0, 0, 1, 2],
    ]);
    expect(importText('x,c\n1,01\n2,1\n3,a\n').labels).toEqual(['01', '1', 'a']);
    expect(importText('x,c\n1,01\n2,02\n3,02\n').labels).toEqual(['01', '02']);
  });

  it('ignore surrounding blanks', () => {
    expect(importText('x,c\n1,a\n2,a\u00a0\n3,\u2003b\n').labels).toEqual(['a', 'b']);
  });

  const missing = 'x,c\n1,a\n2,?\n3,b\n4,NA\n5,a\n';
  it('are refused if missing, with their count', () => {
    expect(messageOf(missing)).toBe(
      '2 of 5 rows have no label in column "c": lines 3, 5. Correct or drop them, or treat these marks as a class',
    );
    expect(messageOf(missing.replaceAll('?', '').replaceAll('NA', ''))).toBe(
      '2 of 5 rows have no label in column "c": lines 3, 5. Correct or drop them',
    );
  });

  it('are dropped or treated as a class if missing, when specified', () => {
    const dropped = importText(missing, { missingLabels: 'drop' });
    expect([dropped.labels, dropped.samples.samples, dropped.leftOut.count]).toEqual([['a', 'b'], 3, 2]);
    expect(importText(missing, { missingLabels: 'class' }).labels).toEqual(['?', 'NA', 'a', 'b']);
    expect(messageOf(`${missing}x,a\n`, { missingLabels: 'drop' })).toContain('3 of 6 rows cannot be used');
  });
});

describe('suspicious features', () => {
  const body = (line: (row: number) => string): string =>
    Array.from({ length: 20 }, (_, row) => line(row)).join('\n');
  it('are named: those that count, that never change, that give the class away', () => {
    const table = importText(
      `id,shuffled,constant,leak,noise,c\n${body((row) => {
        const kind = row < 10 ? 'a' : 'b';
        return `${row},${1 + ((row * 7) % 20)},3,${row < 10 ? -row : row / 3},${(row * row) % 7},${kind}`;
      })}\n`,
    );
    expect(table.countingFeatures).toEqual(['id', 'shuffled']);
    expect(table.constantFeatures).toEqual(['constant']);
    expect(table.separatingFeatures).toEqual(['id', 'leak']);
  });

  it('are not reported in a few rows, which chance may order', () => {
    const { countingFeatures, separatingFeatures } = importText('x,c\n1,a\n2,a\n3,b\n4,b\n');
    expect([countingFeatures, separatingFeatures]).toEqual([[], []]);
  });
});

describe('contradictions are refused', () => {
  it.each([
    [{ decimal: ',', delimiter: ',' }, 'got decimal comma and delimiter comma; allowed: different marks'],
    [{ decimal: '.', thousands: '.' }, 'got decimal point and thousands point; allowed: different marks'],
    [{ thousands: ',', delimiter: ',' }, 'got thousands comma and delimiter comma; allowed: different marks'],
    [
      { comment: '1' },
      'got comment "1"; allowed: what lines of comments begin with, as "#", and no number begins with',
    ],
  ] as const)('%j', (options, message) => {
    expect(() => createTableImport(options)).toThrow(message);
  });
});

it.each([
  ['only comments', '# a\n# b\n'],
  ['a title alone', 'Data\n'],
])('%s is not a table', (_name, text) => {
  expect(() => importText(text)).toThrow(TableError);
});
