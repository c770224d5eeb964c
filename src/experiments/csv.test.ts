import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.ts';

describe('csvLine', () => {
  it('quotes as in RFC 4180', () => {
    expect(csvLine(['a', 'b,c', 'd"e', 'f\ng', '', null, undefined, true])).toBe(
      'a,"b,c","d""e","f\ng",,,,true\r\n',
    );
  });

  it('writes numbers that read back the same, and never as text', () => {
    const floats = [
      NaN,
      Infinity,
      -Infinity,
      -0,
      0,
      5e-324,
      1.7976931348623157e308,
      1e21,
      1e-7,
      0.1,
      1 / 3,
      -2.5,
    ];
    expect(csvLine(floats)).toBe(
      'NaN,Infinity,-Infinity,-0.0,0,5e-324,1.7976931348623157e+308,1e+21,1e-7,0.1,0.3333333333333333,-2.5\r\n',
    );
  });
});

describe('a formula', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
    [' =1+1', "' =1+1"],
    ['\ufeff=1+1', "'\ufeff=1+1"],
    ['\ttab', "'\ttab"],
    ['\rreturn', `"'\rreturn"`],
    ['\t=1', "'\t'=1"],
    ['a;=1+1', "a;'=1+1"],
    ['a; -1', "a;' -1"],
    ['a;"=1"', `"a;'""=1"""`],
    ['a|＝1', "a|'＝1"],
    ['a\t@b', "a\t'@b"],
    ['a\n=1', `"a\n'=1"`],
    ['a;b;+c;-d', "a;b;'+c;'-d"],
  ])('%j becomes harmless', (text, expected) => {
    expect(csvLine([text])).toBe(`${expected}\r\n`);
  });

  it.each(['a=1', 'a-b', 'l2 1e-5', 'a, =1', 'a b=c', "'=1", 'x;y', '1e-3; 1e-4', 'mail@example.org'])(
    '%j is none',
    (text) => {
      expect(csvLine([text, 'x'])).toBe(`${text.includes(',') ? `"${text}"` : text},x\r\n`);
    },
  );

  it('is detected in linear time', () => {
    const text = ';\t|" '.repeat(200_000);
    expect(csvLine([text]).length).toBeGreaterThan(text.length);
  });
});
