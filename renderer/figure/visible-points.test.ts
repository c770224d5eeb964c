import { describe, expect, it } from 'vitest';
import { visiblePoints } from './visible-points.ts';

const epochs = Float64Array.from({ length: 1001 }, (_, epoch) => epoch);
const values = Float64Array.from(epochs, (epoch) => 1 / (epoch + 1));
const linear = { widthPx: 500, logarithmicX: false, logarithmicY: false };

describe('visiblePoints', () => {
  it('takes the interval and one point on either side', () => {
    const points = visiblePoints({ epochs, values }, { ...linear, range: { min: 100, max: 104 } });
    expect([...points.epochs]).toEqual([99, 100, 101, 102, 103, 104, 105]);
    expect(points.raw).toBe(true);
  });

  it('thins to two points per pixel and keeps every spike', () => {
    const spiky = values.slice();
    spiky[637] = 40;
    const range = { min: 0, max: 1000 };
    const points = visiblePoints({ epochs, values: spiky }, { ...linear, widthPx: 100, range });
    expect(points.epochs.length).toBeLessThanOrEqual(200);
    expect(points.raw).toBe(false);
    expect(points.values[points.epochs.indexOf(637)]).toBe(40);
  });

  it('never calls points raw that the host has thinned', () => {
    const line = { epochs, values, thinned: true };
    expect(visiblePoints(line, { ...linear, range: { min: 10, max: 20 } }).raw).toBe(false);
  });

  it('lists the epochs of non-finite values inside the interval', () => {
    const broken = values.slice();
    broken[50] = NaN;
    broken[60] = Infinity;
    broken[900] = NaN;
    const points = visiblePoints({ epochs, values: broken }, { ...linear, range: { min: 0, max: 100 } });
    expect(points.brokenEpochs).toEqual([50, 60]);
  });

  it('counts what a logarithmic axis cannot show', () => {
    const line = { epochs: Float64Array.of(0, 1, 2, 3), values: Float64Array.of(5, 0, -1, 2) };
    const options = { ...linear, range: { min: 0, max: 3 } };
    expect(visiblePoints(line, { ...options, logarithmicY: true }).dropped).toBe(2);
    expect(visiblePoints(line, { ...options, logarithmicX: true, logarithmicY: true }).dropped).toBe(3);
  });

  it('gives the first decade of a logarithmic axis its points', () => {
    const range = { min: 1, max: 1000 };
    const options = { ...linear, widthPx: 60, logarithmicX: true, range };
    const points = visiblePoints({ epochs, values }, options);
    expect([...points.epochs.subarray(0, 9)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(points.epochs.length).toBeLessThan(130);
  });
});
