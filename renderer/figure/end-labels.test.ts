import { expect, it } from 'vitest';
import { placeLabels } from './end-labels.ts';

it('leaves labels that do not touch where they are', () => {
  expect(placeLabels([20, 60, 100], 0, 200)).toEqual([20, 60, 100]);
});
it('pushes touching labels apart and keeps their order', () => {
  expect(placeLabels([52, 50, 51], 0, 200)).toEqual([78, 50, 64]);
});
it('keeps them inside the plot', () => {
  expect(placeLabels([195, 199], 0, 200)).toEqual([179, 193]);
  expect(placeLabels([-5], 0, 200)).toEqual([7]);
});
it('gives up if there is no room', () => {
  expect(placeLabels([1, 2, 3], 0, 40)).toBeNull();
});

it('gives larger type more room', () => {
  expect(placeLabels([50, 51], 0, 200, 21)).toEqual([50, 71]);
});
