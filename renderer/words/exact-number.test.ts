import { describe, expect, it } from 'vitest';
import { readExactNumber, writeExactNumber } from './exact-number.ts';

describe('readExactNumber', () => {
  it.each([
    ['1e-5', 1e-5],
    [' 0.05 ', 0.05],
    ['.5', 0.5],
    ['-3', -3],
    ['2.', 2],
    ['1E+3', 1000],
  ])('%j is a number', (text, value) => expect(readExactNumber(text)).toBe(value));

  it.each(['', 'abc', '1e-', '0x10', 'NaN', 'Infinity', '1e999', '1,5', '1 2'])('%j stays text', (text) =>
    expect(readExactNumber(text)).toBe(text),
  );
});

describe('writeExactNumber', () => {
  it.each([0, 1e-5, 1e-8, 0.05, 0.1 + 0.2, 10_001, 1.2345678901234567e-7, 5e-324, -2.5e-4])(
    '%s reads back to the same bits',
    (value) => expect(readExactNumber(writeExactNumber(value))).toBe(value),
  );

  it('prefers an exponent for small numbers', () => {
    expect(writeExactNumber(0.00001)).toBe('1e-5');
    expect(writeExactNumber(0.001)).toBe('0.001');
  });

  it('shows what is not a number as given', () => {
    expect([writeExactNumber('1e-'), writeExactNumber(null), writeExactNumber([1])]).toEqual([
      '1e-',
      '',
      '[1]',
    ]);
  });
});
