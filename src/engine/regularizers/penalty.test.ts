import { describe, expect, it } from 'vitest';
import { centralDifference } from '../reference/closeness.ts';
import { lambdasOf } from '../reference/reference-case.ts';
import { addLayerPenaltyGradients, layerPenalty } from './layer-penalty.ts';
import { addL1Gradient, addL2Gradient, l1Penalty, l2Penalty } from './penalty.ts';

const values = Float64Array.of(-2, 0.5, 3);

describe('penalty', () => {
  it('is lambda times the sum of magnitudes or of squares, without a factor 1/2 and without averaging', () => {
    expect(l1Penalty(0.1, values)).toBeCloseTo(0.55, 15);
    expect(l2Penalty(0.1, values)).toBeCloseTo(1.325, 15);
  });

  it('is 0 for lambda 0, whatever the weights', () => {
    const broken = Float64Array.of(Infinity, NaN);
    const gradients = Float64Array.of(1, 2);
    addL1Gradient(0, broken, gradients);
    addL2Gradient(0, broken, gradients);
    expect([l1Penalty(0, broken), l2Penalty(0, broken), ...gradients]).toEqual([0, 0, 1, 2]);
  });

  it.each([
    ['L1', l1Penalty, addL1Gradient],
    ['L2', l2Penalty, addL2Gradient],
  ] as const)('adds the gradient of a central difference, %s', (_name, penalty, addGradient) => {
    const weights = values.slice();
    const gradients = Float64Array.of(10, 20, 30);
    addGradient(0.3, weights, gradients);
    weights.forEach((_, index) => {
      const slope = centralDifference(() => penalty(0.3, weights), weights, index);
      expect(gradients[index]).toBeCloseTo(10 * (index + 1) + slope, 8);
    });
  });

  it('has an L1 gradient of +lambda at exactly 0, of either sign', () => {
    const gradients = new Float64Array(2);
    addL1Gradient(0.25, Float64Array.of(0, -0), gradients);
    expect([...gradients]).toEqual([0.25, 0.25]);
  });
});

describe('penalty of a layer', () => {
  const lambdas = lambdasOf([1, 2, 4, 8]);
  const weights = Float64Array.of(-3);
  const biases = Float64Array.of(0.5);

  it('has its four parts in the order of penaltyParts', () => {
    const parts = new Float64Array(6);
    layerPenalty(lambdas, weights, biases, parts, 1);
    expect([...parts]).toEqual([0, 3, 18, 2, 2, 0]);
  });

  it('adds the gradients of all parts', () => {
    const weightGradients = Float64Array.of(100);
    const biasGradients = Float64Array.of(1000);
    addLayerPenaltyGradients(lambdas, weights, biases, weightGradients, biasGradients);
    expect([...weightGradients, ...biasGradients]).toEqual([100 - 1 - 12, 1000 + 4 + 8]);
  });
});
