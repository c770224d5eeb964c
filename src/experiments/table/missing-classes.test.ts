import { expect, it } from 'vitest';
import { missingClassNotice } from './missing-classes.ts';

const labels = ['a', 'b', 'c', 'd', 'e'];

it('names the classes that a set has no row of', () => {
  const all = [9, 9, 9, 9, 9];
  expect(missingClassNotice({ training: all, validation: all, test: null }, labels)).toBeNull();
  expect(
    missingClassNotice({ training: [9, 2, 9, 9, 9], validation: [1, 0, 1, 1, 1], test: null }, labels),
  ).toBe('The validation set has no row of class b (of 2 in all).');
  expect(
    missingClassNotice({ training: [9, 0, 0, 9, 9], validation: all, test: [1, 0, 0, 0, 0] }, labels),
  ).toBe('The training set has no row of class b, c. The test set has no row of class b, c and 2 more.');
});
