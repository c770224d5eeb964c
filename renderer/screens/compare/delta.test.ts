import { describe, expect, it } from 'vitest';
import { deltaTo, formatDifference, formatPoints } from './delta.ts';

describe('deltaTo', () => {
  it('has a sign, a mark and a verdict', () => {
    expect(deltaTo(0.4125, 0.45, 'lower', formatDifference)).toEqual({
      title: 'Better than the baseline',
      text: '−0.0375',
      mark: '▼',
      verdict: 'better',
    });
    expect(deltaTo(0.5, 0.45, 'lower', formatDifference)).toMatchObject({
      text: '+0.05',
      mark: '▲',
      verdict: 'worse',
    });
    expect(deltaTo(0.9, 0.85, 'higher', formatPoints)).toEqual({
      title: 'Better than the baseline',
      text: '+5.0 pp',
      mark: '▲',
      verdict: 'better',
    });
    expect(deltaTo(0.3, 0.3, 'lower', formatDifference)).toMatchObject({
      text: '0',
      mark: '=',
      verdict: 'equal',
    });
  });
  it('has no arrow where the difference is no larger than the wobble', () => {
    expect(deltaTo(0.41, 0.4, 'lower', formatDifference, 0.02)).toEqual({
      text: '+0.01',
      mark: '≈',
      verdict: 'unclear',
      title:
        'No larger than the validation loss wobbles over the last 5 % of epochs: standard deviation 0.02',
    });
    expect(deltaTo(0.43, 0.4, 'lower', formatDifference, 0.02)).toMatchObject({
      mark: '▲',
      verdict: 'worse',
    });
  });
  it('says nothing where there is nothing to compare', () => {
    expect(deltaTo(null, 0.4, 'lower', formatDifference)).toBeNull();
    expect(deltaTo(NaN, 0.4, 'lower', formatDifference)).toBeNull();
    expect(deltaTo(Infinity, 0.4, 'lower', formatDifference)).toBeNull();
  });
});

it('writes differences in three significant digits', () => {
  expect([0.123456, 3.2e-6, 12.3456, 4321, 250_000].map(formatDifference)).toEqual([
    '0.123', '3.2e-6', '12.3', '4321', '2.5e+5',
  ]); // prettier-ignore
});
