import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDate,
  formatDifference,
  formatDuration,
  formatLambda,
  formatMetric,
  formatPercent,
  formatPlural,
  formatSentence,
  formatShortDifference,
  formatValue,
  formatWhole,
} from './format.ts';

it.each([
  [0.9274691446173893, '0.927469'],
  [-0.004198, '−0.004198'],
  [0.51, '0.51'],
  [NaN, 'NaN'],
  [null, '–'],
])('formatValue(%s) is %s', (value, text) => {
  expect(formatValue(value)).toBe(text);
});

describe('formatMetric', () => {
  it.each([
    [0.22173456, '0.2217'],
    [1.09861, '1.099'],
    [12.3456, '12.35'],
    [999.96, '1000'],
    [1234.5, '1,235'],
    [0.000123456, '0.0001235'],
    [0.0000841321, '8.413e-5'],
    [2_500_000, '2.500e6'],
    [-0.5, '−0.5000'],
    [-1e-9, '−1.000e-9'],
    [0, '0'],
    [-0, '0'],
    [NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
    [null, '–'],
    [undefined, '–'],
  ])('%s is %s', (value, text) => expect(formatMetric(value)).toBe(text));
});

describe('formatDifference', () => {
  it.each([
    [0.853412, '0.8534'],
    [-0.00524, '−0.0052'],
    [0.00001, '0.0000'],
    [-0.00001, '0.0000'],
    [12.5, '12.5000'],
    [123456, '123,456'],
    [NaN, 'NaN'],
    [null, '–'],
  ])('%s is %s', (value, text) => expect(formatDifference(value)).toBe(text));
});

describe('formatLambda', () => {
  it.each([
    [0, '0'],
    [1e-5, '1e-5'],
    [0.00005, '5e-5'],
    [0.001, '1e-3'],
    [0.01, '0.01'],
    [0.05, '0.05'],
    [1, '1'],
    [1.23456e-4, '1.235e-4'],
    [0.30000000000000004, '0.3'],
    [1e9, '1e9'],
  ])('%s is %s', (value, text) => expect(formatLambda(value)).toBe(text));
});

describe('formatPercent', () => {
  it.each([
    [0.8367, '83.7%'],
    [1, '100.0%'],
    [0, '0.0%'],
    [NaN, 'NaN'],
    [null, '–'],
  ])('%s is %s', (value, text) => expect(formatPercent(value)).toBe(text));
});

describe('counts', () => {
  it('separates thousands and agrees with its noun', () => {
    expect(formatCount(10_001)).toBe('10,001');
    for (const count of [0, 999, 1000, -1000, 123_456_789, Number.MAX_SAFE_INTEGER, 1e21, 1234.5])
      expect(formatCount(count)).toBe(count.toLocaleString('en-US'));
    expect([formatWhole(10_001), formatWhole(null), formatWhole(Infinity)]).toEqual(['10,001', '–', '∞']);
    expect([formatPlural(1, 'run'), formatPlural(0, 'run'), formatPlural(1200, 'run')]).toEqual([
      '1 run',
      '0 runs',
      '1,200 runs',
    ]);
  });
});

it('turns an error message into a sentence', () => {
  expect(formatSentence('no run "x"; known: y')).toBe('No run "x"; known: y.');
  expect(formatSentence('Done.')).toBe('Done.');
});

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [420.4, '420 ms'],
    [999.6, '1.0 s'],
    [9_940, '9.9 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 m 00 s'],
    [185_000, '3 m 05 s'],
    [3_600_000, '1 h 00 m'],
    [3_779_000, '1 h 02 m'],
  ])('%s ms is %s', (value, text) => expect(formatDuration(value)).toBe(text));
});

describe('formatDate', () => {
  const at = (year: number, month: number, day: number, hour = 14, minute = 3): Date =>
    new Date(year, month - 1, day, hour, minute);
  const now = at(2026, 11, 22, 18);

  it('gives as much as distinguishes it from now', () => {
    expect(formatDate(at(2026, 11, 22).toISOString(), now)).toBe('14:03');
    expect(formatDate(at(2026, 2, 5).toISOString(), now)).toBe('5 Feb 14:03');
    expect(formatDate(at(2025, 11, 22).toISOString(), now)).toBe('22 Nov 2025');
  });
});

it('writes differences, if room is short, in three significant digits', () => {
  expect([0.123456, 3.2e-6, 12.3456, 4321, 250_000].map(formatShortDifference)).toEqual([
    '0.123', '3.2e-6', '12.3', '4321', '2.5e+5',
  ]); // oxfmt-ignore
});
