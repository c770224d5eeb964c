import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { instantiateKernels } from './wasm.ts';

const address = 4096;
const { kernels, memory } = instantiateKernels('float64', 8192);
const pair = new Float64Array(memory.buffer, address, 2);

function apply(kernel: (address: number) => void, x: number): number {
  pair.fill(x);
  kernel(address);
  expect(Object.is(pair[0], pair[1])).toBe(true);
  return pair[0]!;
}
const exp = (x: number): number => apply(kernels.expAt, x);
const log = (x: number): number => apply(kernels.logAt, x);

/** Distance in units in the last place of `expected`. */
function unitsApart(got: number, expected: number): number {
  const bits = new BigInt64Array(Float64Array.of(got, expected).buffer);
  return Math.abs(Number(bits[0]! - bits[1]!));
}

// Math.exp and Math.log are themselves off by less than one unit, so two functions within one unit differ by at most one.
describe('exp', () => {
  it('is within a unit in the last place', () => {
    const random = new RandomStream(1);
    for (let index = 0; index < 20_000; index++) {
      const x = -random.randomSample() * 10 ** (index % 6);
      expect(unitsApart(exp(x), Math.exp(x)), `exp(${x})`).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    [0, 1],
    [-0, 1],
    [-1e-300, 1],
    [-745.1332191019411, 5e-324],
    [-745.1332191019412, 0],
    [-746, 0],
    [-1e300, 0],
    [-Infinity, 0],
    [NaN, NaN],
  ])('of %d is %d', (x, expected) => {
    expect(exp(x)).toBe(expected);
  });
});

describe('log', () => {
  it('is within a unit in the last place', () => {
    const random = new RandomStream(2);
    for (let index = 0; index < 20_000; index++) {
      const x = index % 2 === 0 ? 0.5 + random.randomSample() : 2 ** (1000 * (2 * random.randomSample() - 1));
      expect(unitsApart(log(x), Math.log(x)), `log(${x})`).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    [1, 0],
    [2, Math.LN2],
    [0.5, -Math.LN2],
    [Math.E, 1],
    [2.2250738585072014e-308, -708.3964185322641],
  ])('of %d is %d', (x, expected) => {
    expect(log(x)).toBe(expected);
  });
});
