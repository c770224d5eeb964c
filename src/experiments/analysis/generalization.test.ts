import { describe, expect, it } from 'vitest';
import { bestEpoch, generalizationGap } from './generalization.ts';

describe('generalizationGap', () => {
  it("is validation loss minus the training set's, for the same network", () => {
    const epoch = { dataLoss: 0.625, evaluatedDataLoss: 0.25, validationLoss: 0.75 };
    expect(generalizationGap(epoch)).toBe(0.5);
    expect(generalizationGap({ ...epoch, evaluatedDataLoss: NaN })).toBeNaN();
    expect(generalizationGap({ dataLoss: 0.25, validationLoss: 0.75 })).toBe(0.5);
  });

  it('is null if one of the two was not measured', () => {
    expect(generalizationGap({ evaluatedDataLoss: 0.25, validationLoss: null })).toBeNull();
    expect(generalizationGap({ evaluatedDataLoss: null, validationLoss: 0.75 })).toBeNull();
  });
});

describe('bestEpoch', () => {
  const epochs = (...losses: (number | null)[]) =>
    losses.map((validationLoss, epoch) => ({ epoch, validationLoss }));

  it('is the first of the lowest validation losses', () => {
    expect(bestEpoch(epochs(3, 1, 2, 1))?.epoch).toBe(1);
  });

  it('ignores NaN and values that were not measured', () => {
    expect(bestEpoch(epochs(NaN, null, 2, NaN, 5))?.epoch).toBe(2);
    expect(bestEpoch(epochs(Infinity, 4))?.epoch).toBe(1);
    expect(bestEpoch(epochs(NaN, Infinity))?.epoch).toBe(1);
  });

  it('is null if no value counts', () => {
    expect(bestEpoch(epochs(NaN, null))).toBeNull();
    expect(bestEpoch([])).toBeNull();
  });
});
