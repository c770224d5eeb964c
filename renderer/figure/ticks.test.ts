import { describe, expect, it } from 'vitest';
import { formatTicks, linearTicks, logTicks } from './ticks.ts';

describe('linearTicks', () => {
  it('takes a few round steps', () => {
    expect(linearTicks({ min: 0, max: 10_000 }, 6)).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
    expect(linearTicks({ min: 0.03, max: 1.1 }, 5)).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks({ min: 0, max: 1.13 }, 6)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks({ min: -0.3, max: 0.3 }, 7)).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
  });
  it('never splits an epoch', () => {
    expect(linearTicks({ min: 3, max: 5 }, 8, true)).toEqual([3, 4, 5]);
    expect(linearTicks({ min: 3, max: 5 }, 4)).toEqual([3, 4, 5]);
  });
  it('survives an empty or invalid interval', () => {
    expect(linearTicks({ min: 2, max: 2 }, 5)).toEqual([2]);
    expect(linearTicks({ min: NaN, max: NaN }, 5)).toEqual([]);
  });
});

describe('logTicks', () => {
  it('shows powers of ten, fewer when there are many', () => {
    expect(logTicks({ min: 0.001, max: 10 }, 6)).toEqual([0.001, 0.01, 0.1, 1, 10]);
    expect(logTicks({ min: 1e-12, max: 1 }, 5)).toEqual([1e-12, 1e-9, 1e-6, 1e-3, 1]);
  });
  it('adds 2 and 5 within short ranges, and plain steps within one decade', () => {
    expect(logTicks({ min: 0.1, max: 1.2 }, 6)).toEqual([0.1, 0.2, 0.5, 1]);
    expect(logTicks({ min: 0.31, max: 0.39 }, 5)).toEqual([0.32, 0.34, 0.36, 0.38]);
  });
});

describe('formatTicks', () => {
  it('gives all the same number of decimals and groups thousands', () => {
    expect(formatTicks([0, 2000, 10_000])).toEqual(['0', '2,000', '10,000']);
    expect(formatTicks([0, 0.5, 1])).toEqual(['0.0', '0.5', '1.0']);
    expect(formatTicks([-0.2, 0, 0.2])).toEqual(['\u22120.2', '0.0', '0.2']);
    expect(formatTicks([0.0495, 0.0496])).toEqual(['0.0495', '0.0496']);
  });
  it('switches to exponents for tiny and huge values', () => {
    expect(formatTicks([0, 2e-5, 4e-5])).toEqual(['0', '2e-5', '4e-5']);
    expect(formatTicks([1e-5, 0.1, 1, 1000], true)).toEqual(['1e-5', '0.1', '1', '1,000']);
    expect(formatTicks([0, 5e8, 1e9])).toEqual(['0', '5e8', '1e9']);
  });
});

it('distinguishes the ticks of a short stretch of a logarithmic axis', () => {
  const ticks = logTicks({ min: 0.93, max: 1.08 }, 6);
  expect(formatTicks(ticks, true)).toEqual(['0.95', '1.00', '1.05']);
});
