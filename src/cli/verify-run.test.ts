import { expect, it } from 'vitest';
import { describeVerification } from './verify-run.ts';

it.each([
  ['layerPenalties.1.weightL2', 'weightL2 penalty of dense 2'],
  ['final.dataLoss', 'final.dataLoss'],
])('a difference in %s is one in the %s', (metric, words) => {
  expect(describeVerification({ equal: false, epoch: 7, metric, stored: 0.125, computed: null })).toBe(
    `different from epoch 7 on: ${words} was 0.125, and is not measured`,
  );
});
