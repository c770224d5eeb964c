import { describe, expect, it } from 'vitest';
import { bestEpoch, generalizationGap } from './generalization.ts';

describe('generalizationGap', () => {
  it('is validation loss less data loss', () => {
    expect(generalizationGap({ dataLoss: 0.25, validationLoss: 0.75 })).toBe(0.5);
    expect(generalizationGap({ dataLoss: 0.25, validationLoss: null })).toBeNull();
    expect(generalizationGap({ dataLoss: NaN, validationLoss: 1 })).toBeNaN();
  });
});

describe('bestEpoch', () => {
  const epochs = (...losses: (number | null)[]) =>
    losses.map((validationLoss, epoch) => ({ epoch, validationLoss }));

  it('is the first of the lowest validation losses', () => {
    expect(bestEpoch(epochs(3, 1, 2, 1))?.epoch).toBe(1);
  });

  it('passes over NaN and what was not measured', () => {
    expect(bestEpoch(epochs(NaN, null, 2, NaN, 5))?.epoch).toBe(2);
    expect(bestEpoch(epochs(Infinity, 4))?.epoch).toBe(1);
    expect(bestEpoch(epochs(NaN, Infinity))?.epoch).toBe(1);
  });

  it('is nothing where nothing counts', () => {
    expect(bestEpoch(epochs(NaN, null))).toBeNull();
    expect(bestEpoch([])).toBeNull();
  });
});
