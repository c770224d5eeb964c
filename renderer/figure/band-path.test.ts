import { expect, it } from 'vitest';
import { traceBand, visibleInterval } from './band-path.ts';

const linear = { logarithmic: false, offset: 0, scale: 1 };
const downwards = { logarithmic: false, offset: 100, scale: -1 };

function trace(epochs: number[], lower: number[], upper: number[], y = downwards): string {
  const steps: string[] = [];
  traceBand(
    {
      moveTo: (left, top) => steps.push(`M${left} ${top}`),
      lineTo: (left, top) => steps.push(`L${left} ${top}`),
      closePath: () => steps.push('Z'),
    },
    Float64Array.from(epochs),
    { lower: Float64Array.from(lower), upper: Float64Array.from(upper) },
    { x: linear, y, range: { min: 0, max: 1000 }, floor: 99 },
  );
  return steps.join('');
}

it('runs along the upper ends and back along the lower ones', () => {
  expect(trace([0, 10], [1, 2], [3, 5])).toBe('M0 97L10 95L10 98L0 99Z');
});

it('breaks where there is no interval, and shows a single isolated one', () => {
  expect(trace([0, 10, 20, 30], [1, 2, NaN, 3], [3, 5, NaN, 4])).toBe(
    'M0 97L10 95L10 98L0 99ZM29 96L31 96L31 97L29 97Z',
  );
});

it('keeps the widest interval per pixel', () => {
  expect(trace([0, 10, 10.2, 10.4], [1, 2, -7, 2], [3, 5, 5, 9])).toBe('M0 97L10 91L10 107L0 99Z');
});

it('reaches the floor of a logarithmic axis if the interval includes zero', () => {
  const logarithmic = { logarithmic: true, offset: 50, scale: -10 };
  expect(trace([0, 10], [1, -1], [10, 10], logarithmic)).toBe('M0 40L10 40L10 99L0 50Z');
});

it('tells an axis what it must span', () => {
  const lower = Float64Array.of(1, 2, 3);
  const upper = Float64Array.of(4, 5, 6);
  expect(visibleInterval(Float64Array.of(0, 10, 20), { lower, upper }, { min: 5, max: 20 })).toEqual([
    Float64Array.of(2, 3),
    Float64Array.of(5, 6),
  ]);
});
