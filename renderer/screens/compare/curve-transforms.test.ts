import { expect, it } from 'vitest';
import { alongAxis, before, differenceTo, meanMap, sameEpochs, smoothed } from './curve-transforms.ts';

const curve = (epochs: number[], values: number[]) => ({
  epochs: Float64Array.from(epochs),
  values: Float64Array.from(values),
});

it('takes differences at the epochs that both have', () => {
  const run = curve([0, 10, 15, 20, 30], [5, 4, 9, 3, 2]);
  const baseline = curve([0, 5, 10, 20], [1, 1, 2, NaN]);
  expect(differenceTo(run, baseline)).toEqual(curve([0, 10, 20], [4, 2, NaN]));
  expect(differenceTo(run, run)).toEqual(curve([0, 10, 15, 20, 30], [0, 0, 0, 0, 0]));
  expect(differenceTo(curve([0], [Infinity]), curve([0], [Infinity]))).toEqual(curve([0], [NaN]));
  expect(differenceTo(run, curve([1], [1]))).toEqual(curve([], []));
});

it('smooths, and returns the same object if no smoothing is asked for', () => {
  const run = curve([0, 1, 2], [1, 0.6, 0.7]);
  expect(smoothed(run, 0)).toBe(run);
  expect([...smoothed(run, 0.5).values]).toEqual(
    [1, (0.6 + 0.5) / 1.5, (0.7 + 0.3 + 0.25) / 1.75].map((v) => expect.closeTo(v, 12)),
  );
});

it('places a mean where its runs are on average', () => {
  expect(meanMap([{ offset: 0, factor: 4 }, { offset: -10, factor: 8 }])).toEqual({ offset: -5, factor: 6 }); // oxfmt-ignore
});

it('moves epochs to another axis', () => {
  const run = curve([0, 10], [1, 2]);
  expect(alongAxis(run, sameEpochs)).toBe(run);
  expect(alongAxis(run, { offset: -20, factor: 4 })).toEqual(curve([-20, 20], [1, 2]));
});

it('ends before an epoch', () => {
  const run = curve([0, 10, 20], [1, 2, 3]);
  expect(before(run, 20)).toEqual(curve([0, 10], [1, 2]));
  expect(before(run, 21)).toBe(run);
});
