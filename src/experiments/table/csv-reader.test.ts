import { describe, expect, it } from 'vitest';
import { createCsvReader, type CsvFormat } from './csv-reader.ts';
import { encodeUtf8 } from './utf8.ts';

/** Rows as `line: cells`, read in chunks of the given number of bytes. */
function read(
  text: string,
  { chunk = 1000, ...format }: Partial<CsvFormat> & { chunk?: number } = {},
): [number, ...string[]][] {
  const rows: [number, ...string[]][] = [];
  const given: CsvFormat = { delimiter: ',', decimal: '.', thousands: null, comment: null, ...format };
  const reader = createCsvReader(given, (row) => {
    const cells = Array.from({ length: row.cells }, (_, cell) => row.text(cell));
    rows.push([row.line, ...(row.problem === null ? cells : [`! ${row.problem}`])]);
  });
  const bytes = encodeUtf8(text);
  for (let from = 0; from < bytes.length; from += chunk) reader.push(bytes.subarray(from, from + chunk));
  reader.end();
  return rows;
}

describe('rows', () => {
  it.each([
    ['with LF', 'a,b\n1,2\n'],
    ['with CR LF', 'a,b\r\n1,2\r\n'],
    ['with CR', 'a,b\r1,2\r'],
    ['without a last end', 'a,b\n1,2'],
    ['with spaces around cells', ' a ,b\n\t1,2 '],
    ['in quotes', '"a","b"\n"1" , "2"\n'],
  ])('%s', (_name, text) => {
    const rows = [
      [1, 'a', 'b'],
      [2, '1', '2'],
    ];
    expect(read(text)).toEqual(rows);
    expect(read(text, { chunk: 1 })).toEqual(rows);
  });

  it('hold delimiters, quotes and line ends in quotes, and count lines by them', () => {
    expect(read('"a,b","say ""hi""","x\r\ny"\n1,2,3\n', { chunk: 3 })).toEqual([
      [1, 'a,b', 'say "hi"', 'x\r\ny'],
      [3, '1', '2', '3'],
    ]);
  });

  it('may have empty cells; an empty line is no row', () => {
    expect(read(',\n\n\r\n,,\n""\n')).toEqual([
      [1, '', ''],
      [4, '', '', ''],
      [5, ''],
    ]);
  });

  it('are split only at the delimiter', () => {
    expect(read('1,5;2\t3\n', { delimiter: ';' })).toEqual([[1, '1,5', '2\t3']]);
    expect(read('1,5;2\t3\n', { delimiter: '\t' })).toEqual([[1, '1,5;2', '3']]);
  });

  it.each([1, 2, 1000])('are split at runs of blanks and tabs, in chunks of %i', (chunk) => {
    const text = '  1,5   2\t\t"a b"  \n \t \n3 4 ""\r\n';
    expect(read(text, { delimiter: ' ', chunk })).toEqual([
      [1, '1,5', '2', 'a b'],
      [3, '3', '4', ''],
    ]);
  });

  it.each([1, 3, 1000])('omit comment lines and blank lines, in chunks of %i', (chunk) => {
    const text = '# a "quote, open\n//x,y\n1,/2\n   \n  % z\n/3,#4\n#\n"#5",6\n';
    expect(read(text, { comment: '# // %', chunk })).toEqual([
      [3, '1', '/2'],
      [6, '/3', '#4'],
      [8, '#5', '6'],
    ]);
  });

  it('trim any Unicode blanks around cells', () => {
    expect(read('\u00a0a\u00a0,\u2003b c\u3000\n')).toEqual([[1, 'a', 'b c']]);
  });

  it('keep non-ASCII characters', () => {
    expect(read('größe,猫,🙂\n', { chunk: 1 })).toEqual([[1, 'größe', '猫', '🙂']]);
  });

  it('may be long', () => {
    const cells = Array.from({ length: 20_000 }, (_, index) => String(index));
    expect(read(`${cells.join(',')}\n`)).toEqual([[1, ...cells]]);
  });
});

it.each([
  ['1,2" tall\n3,4\n', '! a quote inside a cell that is not quoted'],
  ['"1"x,2\n3,4\n', '! text after a closing quote'],
])('reports what is wrong with the quotes of %j, and continues', (text, problem) => {
  expect(read(text)).toEqual([
    [1, problem],
    [2, '3', '4'],
  ]);
});

it('refuses a quote that never closes', () => {
  expect(() => read('a,b\n1,"2\n3,4\n')).toThrow('the quote opened on line 2 is never closed');
  expect(() => read(`a,b\n1,"2\n${'3,4\n'.repeat(3_000_000)}`, { chunk: 1e6 })).toThrow(
    'the row on line 2 does not end: is a quote in it never closed?',
  );
});

it('reads numbers as they are written', () => {
  const numbers: number[] = [];
  const format = { delimiter: ';', decimal: ',', thousands: '.', comment: null } as const;
  const reader = createCsvReader(format, (row) => {
    for (let cell = 0; cell < row.cells; cell++) numbers.push(row.number(cell));
  });
  reader.push(encodeUtf8('1.234,56;-1.234.567;2,5e-1;\u00a07\u00a0;12.34;1.2345,0;0.123\n'));
  expect(numbers).toEqual([1234.56, -1234567, 0.25, 7, NaN, NaN, NaN]);
});
