import { expect, it } from 'vitest';
import { parseNumber } from './parse-number.ts';
import { encodeUtf8 } from './utf8.ts';

function parse(text: string): number {
  const bytes = encodeUtf8(`,${text},`);
  return parseNumber(bytes, 1, bytes.length - 1);
}

it.each([
  '0',
  '-0',
  '+7',
  '42',
  '3.25',
  '.5',
  '5.',
  '-1.5e3',
  '1E-7',
  '0.1',
  '123456.789e-3',
  '999999999999999',
  '1e22',
  '1e23',
  '4.35',
  '0.000001',
  '2.2250738585072014e-308',
  '5e-324',
  '1.7976931348623157e308',
  '9007199254740993',
  '0.30000000000000004',
  '123456789012345678901234567890',
  '1e999',
  '1e99999999999999999999',
])('%s is what JavaScript parses it as, bit for bit', (text) => {
  expect(parse(text)).toBe(Number(text));
});

it.each([
  '',
  '-',
  '.',
  'e5',
  '1e',
  '1e+',
  '1,5',
  '1 2',
  '0x10',
  'NaN',
  'nan',
  'inf',
  'Infinity',
  'NA',
  '?',
  '1.2.3',
  '--1',
])('%j is not a number', (text) => {
  expect(parse(text)).toBeNaN();
});
