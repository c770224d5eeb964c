import { describe, expect, it } from 'vitest';
import { liveExtent, panRange, within, zoomRange } from './view-range.ts';

const linear = { limits: { min: 0, max: 1000 }, logarithmic: false };

describe('zoomRange', () => {
  it('magnifies around the centre', () => {
    expect(zoomRange({ min: 0, max: 1000 }, 2, 250, linear)).toEqual({ min: 125, max: 625 });
  });
  it('shows everything again once it covers the limits', () => {
    expect(zoomRange({ min: 125, max: 625 }, 0.25, 250, linear)).toBeNull();
  });
  it('stops at four epochs', () => {
    expect(zoomRange({ min: 100, max: 108 }, 100, 104, linear)).toEqual({ min: 102, max: 106 });
    expect(zoomRange({ min: 102, max: 106 }, 2, 104, linear)).toEqual({ min: 102, max: 106 });
  });
  it('magnifies decades on a logarithmic axis', () => {
    const range = zoomRange({ min: 1, max: 10_000 }, 2, 100, {
      limits: { min: 1, max: 10_000 },
      logarithmic: true,
    });
    expect(range?.min).toBeCloseTo(10, 9);
    expect(range?.max).toBeCloseTo(1000, 6);
  });
});

describe('panRange', () => {
  it('moves by a fraction of its width and stops at the limits', () => {
    expect(panRange({ min: 100, max: 300 }, 0.5, linear)).toEqual({ min: 200, max: 400 });
    expect(panRange({ min: 750, max: 950 }, 1, linear)).toEqual({ min: 800, max: 1000 });
    expect(panRange({ min: 50, max: 250 }, -1, linear)).toEqual({ min: 0, max: 200 });
  });
});

it('within clips to the limits', () => {
  expect(within({ min: -50, max: 500 }, linear)).toEqual({ min: 0, max: 500 });
  expect(within({ min: -1, max: 1001 }, linear)).toBeNull();
});

describe('liveExtent', () => {
  it('grows in round steps up to the whole run', () => {
    expect(
      [0, 50, 51, 130, 201, 480, 501, 1999, 2001, 5001].map((done) => liveExtent(done, 10_001).max),
    ).toEqual([50, 50, 100, 200, 500, 500, 1000, 2000, 5000, 10_000]);
  });
  it('never exceeds the last epoch', () => {
    expect(liveExtent(20, 31)).toEqual({ min: 0, max: 30 });
    expect(liveExtent(600, 801)).toEqual({ min: 0, max: 800 });
    expect(liveExtent(1, 1)).toEqual({ min: 0, max: 1 });
  });
});
