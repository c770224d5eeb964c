import { describe, expect, it } from 'vitest';
import { lowerBound, nearestSample } from './series.ts';

const line = { epochs: Float64Array.of(0, 10, 20, 35), values: Float64Array.of(1.1, 0.9, NaN, 0.4) };

describe('nearestSample', () => {
  it('takes the recorded epoch nearest to the crosshair', () => {
    expect(nearestSample(line, 0)).toEqual({ epoch: 0, value: 1.1 });
    expect(nearestSample(line, 13)).toEqual({ epoch: 10, value: 0.9 });
    expect(nearestSample(line, 16)).toEqual({ epoch: 20, value: NaN });
    expect(nearestSample(line, 28)).toEqual({ epoch: 35, value: 0.4 });
  });
  it('prefers the earlier of two equally near epochs', () => {
    expect(nearestSample(line, 15)).toEqual({ epoch: 10, value: 0.9 });
  });
  it('stays on the first or last epoch beyond the ends', () => {
    expect(nearestSample(line, -5)).toEqual({ epoch: 0, value: 1.1 });
    expect(nearestSample(line, 900)).toEqual({ epoch: 35, value: 0.4 });
  });
  it('finds nothing in an empty series', () => {
    expect(nearestSample({ epochs: new Float64Array(), values: new Float64Array() }, 3)).toBeNull();
  });
});

it('lowerBound finds the first epoch that is not smaller', () => {
  expect([-1, 0, 1, 10, 36].map((epoch) => lowerBound(line.epochs, epoch))).toEqual([0, 0, 1, 1, 4]);
});
