import { expect, it } from 'vitest';
import { createTableImport, type ImportOptions } from './table-import.ts';
import { encodeUtf8 } from './utf8.ts';

// The reading is determined from the first bytes alone; what follows must agree, or is asked about.

/** The numbers of a file of which only `start` is surveyed before it is read. */
function readAfter(start: string, rest: string, options: ImportOptions = {}): number[] {
  const bytes = encodeUtf8(start);
  const table = createTableImport(options, bytes.length);
  table.push(bytes);
  table.push(encodeUtf8(rest));
  return [...table.finish().samples.inputs];
}

const whole = 'x\tc\n1\ta\n2\tb\n3\ta\n';
const points = 'x\tc\n1.5\ta\n2\tb\n3\ta\n';

it('a late ambiguous number is asked about if no earlier number determined the decimal mark', () => {
  const rest = '5.100\tb\n';
  expect(() => readAfter(whole, rest)).toThrow(
    'got "5.100" in column "x", line 5, which can be 5100 or 5.1; say thousands point or decimal point',
  );
  expect(readAfter(whole, rest, { thousands: '.' })).toEqual([1, 2, 3, 5100]);
  expect(readAfter(whole, rest, { decimal: '.' })).toEqual([1, 2, 3, 5.1]);
  expect(() => readAfter(whole, '5,100\tb\n', { badRows: 'leaveOut' })).toThrow(
    'which can be 5100 or 5.1; say thousands comma or decimal comma',
  );
});

it('a late unambiguous number determines the decimal mark of those after it', () => {
  expect(readAfter(whole, '0.5\tb\n5.100\ta\n')).toEqual([1, 2, 3, 0.5, 5.1]);
  expect(readAfter(points, '5.100\ta\n')).toEqual([1.5, 2, 3, 5.1]);
  expect(readAfter('x,c\n1,a\n2,b\n3,a\n', '5.100,a\n')).toEqual([1, 2, 3, 5.1]);
});

it.each([
  [
    points,
    '2,5\tb\n',
    'got "2,5" in column "x", line 5, which is not a number with a decimal point, as the rows before it were read, and 2.5 with a decimal comma; say decimal comma thousands none or decimal point thousands none',
  ],
  [
    whole,
    '0,5\tb\n',
    'and 0.5 with a decimal comma; say decimal comma thousands none or decimal point thousands none',
  ],
  [
    points,
    '1,234\tb\n',
    'and 1234 with a decimal point and thousands grouped by comma; say decimal point thousands comma or decimal point thousands none',
  ],
])(
  'a late number that contradicts earlier ones is asked about, even if rows may be left out',
  (start, rest, message) => {
    for (const badRows of ['refuse', 'leaveOut'] as const)
      expect(() => readAfter(start, rest, { badRows })).toThrow(message);
    const said = { decimal: '.', thousands: null } as const;
    expect(readAfter(start, rest, { ...said, badRows: 'leaveOut' })).toHaveLength(3);
    expect(() => readAfter(start, rest, said)).toThrow('1 of 4 rows cannot be used: line 5');
  },
);

it('a late gap names what could replace it', () => {
  expect(() => readAfter(points, '\tb\n')).toThrow(
    'line 5: column "x" is empty; allowed: a finite number, as -1.5e3, or mean, median or most frequent in place of missing values',
  );
  expect(readAfter(points, '\tb\n', { missing: { x: 'mean' } })).toEqual([1.5, 2, 3, NaN]);
  const texts = 't\tx\tc\nu\t1\ta\nv\t2\tb\nu\t3\ta\n';
  expect(() => readAfter(texts, '\t4\tb\n', { oneHot: ['t'] })).toThrow(
    'line 5: column "t" is empty; allowed: a text, or most frequent or category in place of missing values',
  );
});
