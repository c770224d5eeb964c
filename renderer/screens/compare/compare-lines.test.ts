import type { Series } from '#api';
import { describe, expect, it } from 'vitest';
import { createCurveMaker, type CurveOptions } from './compare-lines.ts';

const series = (epochs: number[], values: number[], thinned = false): Series => ({
  epochs: Float64Array.from(epochs),
  values: Float64Array.from(values),
  thinned,
});
const read = (loss: Series) => ({ overview: { loss }, detail: null });
const plain: CurveOptions = {
  smoothing: 0,
  baseline: null,
  view: () => null,
  axis: { offset: 0, factor: 1 },
};

describe('createCurveMaker', () => {
  const points = read(series([0, 1, 2], [4, 2, 3]));

  it('gives what was recorded, and the same object again', () => {
    const make = createCurveMaker();
    const made = make(points, undefined, 'loss', plain);
    expect(made).toEqual({ curve: points.overview.loss, original: null });
    expect(make(points, undefined, 'loss', { ...plain })).toBe(made);
    expect(make(points, undefined, 'loss', { ...plain, smoothing: 0.5 })).not.toBe(made);
    expect(make(undefined, undefined, 'loss', plain)).toBeNull();
  });

  it('smooths differences, keeps the raw ones behind, and moves both along the axis', () => {
    const baseline = read(series([0, 1, 2], [1, 1, 1]));
    const options = { ...plain, smoothing: 1, baseline, axis: { offset: 0, factor: 10 } };
    const { curve, original } = createCurveMaker()(points, undefined, 'loss', options)!;
    expect([[...curve.epochs], [...curve.values]]).toEqual([[0, 10, 20], [3, 2, 2]]); // oxfmt-ignore
    expect([[...original!.epochs], [...original!.values]]).toEqual([[0, 10, 20], [3, 1, 2]]); // oxfmt-ignore
  });

  it('takes the host’s average over all points if the host left some out', () => {
    const thinned = read(series([0, 50, 100], [4, 2, 3], true));
    const averaged = read(series([0, 40, 100], [4, 3, 3], true));
    const options = { ...plain, smoothing: 0.9 };
    const make = createCurveMaker();
    expect(make(thinned, undefined, 'loss', options)!.curve).toBe(thinned.overview.loss);
    expect(make(thinned, averaged, 'loss', options)).toEqual({
      curve: averaged.overview.loss,
      original: thinned.overview.loss,
    });
    expect(make(thinned, undefined, 'loss', { ...plain, baseline: thinned })).toBeNull();
  });
});
