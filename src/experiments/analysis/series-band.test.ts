import { describe, expect, it } from 'vitest';
import { seriesBand } from './series-band.ts';
import { summarize } from './summary.ts';

describe('seriesBand', () => {
  it('is the mean and interval of each epoch', () => {
    const band = seriesBand([
      { epochs: [0, 10, 20], values: [1, 0.5, 0.2] },
      { epochs: [0, 10, 20], values: [1.2, 0.7, 0.3] },
      { epochs: [0, 10, 20], values: [0.9, 0.3, 0.7] },
    ]);
    const { mean, ci95 } = summarize([0.5, 0.7, 0.3]);
    expect([...band.epochs]).toEqual([0, 10, 20]);
    expect(band.n).toBe(3);
    expect([band.mean[1], band.lower[1], band.upper[1]]).toEqual([mean, ...ci95!]);
    expect(band.mean[1]).toBeCloseTo(0.5, 14);
  });

  it('covers all runs or none: where one has ended or is not finite, there is no mean of the others', () => {
    const band = seriesBand([
      { epochs: [0, 10, 15, 20, 30], values: [1, 2, 5, 3, 9] },
      { epochs: [0, 10, 20], values: [3, 4, NaN] },
    ]);
    expect([...band.epochs]).toEqual([0, 10, 20]);
    expect([...band.mean]).toEqual([2, 3, NaN]);
    const [lower, upper] = summarize([1, 3]).ci95!;
    expect([band.lower[0], band.upper[0]]).toEqual([lower, upper]);
    expect([band.lower[2], band.upper[2]]).toEqual([NaN, NaN]);
  });

  it('is geometric on a logarithmic scale, and never below 0', () => {
    const run = (first: number, second: number) => ({ epochs: [0, 10], values: [first, second] });
    const band = seriesBand([run(0.01, 1), run(3, 0), run(0.4, 1)], null, 'logarithmic');
    // numpy and scipy: exp of log mean -+ t.ppf(.975, 2) * logs.std(ddof=1) / sqrt(3)
    expect(band.mean[0]).toBeCloseTo(0.22894284851066643, 12);
    expect(band.lower[0]).toBeCloseTo(0.0001734266353476419, 12);
    expect(band.upper[0]).toBeCloseTo(302.23055287389946, 8);
    expect([band.mean[1], band.lower[1]]).toEqual([NaN, NaN]);
  });

  it('is empty for no runs, and refuses invalid series', () => {
    expect(seriesBand([]).epochs.length).toBe(0);
    expect(() => seriesBand([{ epochs: [0], values: [] }])).toThrow('got 1 epochs for 0 values');
    expect(() => seriesBand([{ epochs: [0, 0], values: [1, 2] }])).toThrow('got epoch 0 after 0');
  });
});
