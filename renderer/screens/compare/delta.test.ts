import { describe, expect, it } from 'vitest';
import { metricWords } from '../../words/metric-words.ts';
import { deltaTo } from './delta.ts';

const [loss, accuracy] = [metricWords('validationLoss'), metricWords('accuracy')];

describe('deltaTo', () => {
  it('has a sign, a mark and a verdict', () => {
    expect(deltaTo(0.4125, 0.45, loss)).toEqual({
      title: 'Better than the baseline',
      text: '−0.0375',
      mark: '▼',
      verdict: 'better',
    });
    expect(deltaTo(0.5, 0.45, loss)).toMatchObject({
      text: '+0.05',
      mark: '▲',
      verdict: 'worse',
    });
    expect(deltaTo(0.9, 0.85, accuracy)).toEqual({
      title: 'Better than the baseline',
      text: '+5.0 pp',
      mark: '▲',
      verdict: 'better',
    });
    expect(deltaTo(0.3, 0.3, loss)).toMatchObject({
      text: '0',
      mark: '=',
      verdict: 'equal',
    });
  });
  it('has no arrow if the difference is within its floor', () => {
    const floor = { size: 0.02, within: 'No larger than chance', beyond: ', by more than chance' };
    expect(deltaTo(0.41, 0.4, loss, floor)).toEqual({
      text: '+0.01',
      mark: '≈',
      verdict: 'unclear',
      title: 'No larger than chance',
    });
    expect(deltaTo(0.43, 0.4, loss, floor)).toMatchObject({
      mark: '▲',
      title: 'Worse than the baseline, by more than chance',
    });
  });
  it('is null if there is nothing to compare', () => {
    expect(deltaTo(null, 0.4, loss)).toBeNull();
    expect(deltaTo(NaN, 0.4, loss)).toBeNull();
    expect(deltaTo(Infinity, 0.4, loss)).toBeNull();
  });
});
