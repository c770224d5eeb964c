import { describe, expect, it } from 'vitest';
import { RandomStream } from '#engine';
import { overfitOnset } from './overfit-onset.ts';

const every = (step: number, length: number) => Array.from({ length }, (_, index) => index * step);

describe('overfitOnset', () => {
  const losses = [1, 0.7, 0.5, 0.42, 0.4, 0.41, 0.43, 0.46, 0.5, 0.55];

  // s = [np.average(v[:k+1][::-1], weights=.5**np.arange(k+1)) for k in range(10)];
  // 1.4826*np.median(np.abs(v[1:] - s[:-1]))*np.sqrt((1-.5)/2), NumPy 1.24.2
  it('is where the smoothed loss has left its minimum by more than its jitter', () => {
    const onset = overfitOnset(every(10, 10), losses, { smoothing: 0.5, standardErrors: 0.5 })!;
    expect(onset.minimum.epoch).toBe(60);
    expect(onset.minimum.loss).toBeCloseTo(0.43149606299212595, 14);
    expect(onset.standardError).toBeCloseTo(0.05711346575342471, 14);
    expect(onset.threshold).toBeCloseTo(0.43149606299212595 + 0.05711346575342471 / 2, 14);
    // Smoothed at 70: 0.4458, still below; at 80: 0.4730.
    expect(onset.epoch).toBe(80);
  });

  it('is nothing where the rise is within the jitter, or there is none', () => {
    expect(overfitOnset(every(10, 10), losses, { smoothing: 0.5 })!.epoch).toBeNull();
    expect(overfitOnset(every(1, 4), [4, 3, 2, 1])!.epoch).toBeNull();
    expect(overfitOnset(every(1, 4), [2, 2, 2, 2])).toEqual({
      minimum: { epoch: 0, loss: 2 },
      standardError: 0,
      threshold: 2,
      epoch: null,
    });
  });

  it('skips what is not finite', () => {
    const [a, b] = [overfitOnset([0, 1, 2, 4, 5], [3, 1, 1.5, 9, 9]), [3, 1, NaN, 1.5, 9, 9, Infinity]];
    expect(overfitOnset([0, 1, 1.5, 2, 4, 5, 6], b)).toEqual(a);
    expect(overfitOnset([7], [3])).toEqual({
      minimum: { epoch: 7, loss: 3 },
      standardError: null,
      threshold: 3,
      epoch: null,
    });
    expect(overfitOnset([7], [NaN])).toBeNull();
    expect(overfitOnset([], [])).toBeNull();
  });

  // scipy.signal.lfilter([1-w], [1, -w], white noise of sd 1).std() is sqrt((1-w)/(1+w)) = 0.5 for w = 0.6.
  it.each([0, 0.6, 0.9])('has the standard error of the smoothed loss, here at smoothing %d', (smoothing) => {
    const random = new RandomStream(3);
    const noise = Array.from({ length: 100_000 }, () => random.randn());
    const { standardError } = overfitOnset(every(1, noise.length), noise, { smoothing })!;
    const expected = Math.sqrt((1 - smoothing) / (1 + smoothing));
    expect(Math.abs(standardError! / expected - 1)).toBeLessThan(0.02);
  });

  it('finds the turn of a noisy valley', () => {
    const random = new RandomStream(5);
    const epochs = every(10, 400);
    const valley = epochs.map((epoch) => 0.5 + ((epoch - 1500) / 2000) ** 2 + 0.01 * random.randn());
    const onset = overfitOnset(epochs, valley, { smoothing: 0.9 })!;
    expect(Math.abs(onset.minimum.epoch - 1500)).toBeLessThan(300);
    expect(onset.epoch).toBeGreaterThan(1500);
    expect(onset.epoch).toBeLessThan(2000);
  });

  it('says what is allowed', () => {
    expect(() => overfitOnset([1], [1, 2])).toThrow('got 1 epochs for 2 losses; allowed: as many');
    expect(() => overfitOnset([1], [1], { standardErrors: -1 })).toThrow(RangeError);
    expect(() => overfitOnset([1], [1], { smoothing: 2 })).toThrow(RangeError);
  });
});
