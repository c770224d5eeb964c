import { expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { tanh } from './elementary.ts';

function bitsOf(x: number): bigint {
  return new BigInt64Array(Float64Array.of(x).buffer)[0]!;
}

const unitsApart = (got: number, expected: number): number =>
  Math.abs(Number(bitsOf(got) - bitsOf(expected)));

/** Arguments, on both sides of the change of formula, with mpmath's correctly rounded results at 2,000 bits. */
it.each([
  [1e-300, 0x01a56e1fc2f8f359n],
  [1e-9, 0x3e112e0be826d695n],
  [0.001, 0x3f50624d77516ce2n],
  [0.1, 0x3fb983d7795f413an],
  [0.3, 0x3fd2a4dda7d914fan],
  [0.5, 0x3fdd9353d7568af3n],
  [0.6249, 0x3fe1beb6b2b3786bn],
  [0.625, 0x3fe1bf47eabb8f95n],
  [0.7, 0x3fe356fb17af2e91n],
  [1, 0x3fe85efab514f394n],
  [1.5, 0x3fecf6f9786df577n],
  [2.5, 0x3fef9258260a71c2n],
  [5, 0x3fefff419668df11n],
  [9.01, 0x3fefffffeff882d6n],
  [18.9, 0x3fefffffffffffffn],
  [19.1, 0x3ff0000000000000n],
  [700, 0x3ff0000000000000n],
])('of %d is within a unit in the last place, and odd', (x, bits) => {
  const [expected] = new Float64Array(BigInt64Array.of(bits).buffer);
  expect(unitsApart(tanh(x), expected!)).toBeLessThanOrEqual(1);
  expect(tanh(-x)).toBe(-tanh(x));
});

it('is within two units in the last place of the host’s', () => {
  const random = new RandomStream(1);
  for (let index = 0; index < 20_000; index++) {
    const x = random.randn() * 10 ** ((index % 4) - 2);
    expect(unitsApart(tanh(x), Math.tanh(x)), `tanh(${x})`).toBeLessThanOrEqual(2);
  }
});

it('reaches its limits, and propagates NaN', () => {
  expect([0, Infinity, -Infinity, NaN].map(tanh)).toEqual([0, 1, -1, NaN]);
});
