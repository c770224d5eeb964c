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
  it('has no arrow where the difference is within its floor', () => {
    const floor = { size: 0.02, within: 'No larger than chance', beyond: ', by more than chance' };
    expect(deltaTo(0.41, 0.4, 'lower', formatDifference, floor)).toEqual({
      text: '+0.01',
      mark: '≈',
      verdict: 'unclear',
      title: 'No larger than chance',
    });
    expect(deltaTo(0.43, 0.4, 'lower', formatDifference, floor)).toMatchObject({
      mark: '▲',
      title: 'Worse than the baseline, by more than chance',
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
