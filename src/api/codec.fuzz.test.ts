import { expect } from 'vitest';
import { fuzz, type Dice } from '../fuzz-rounds.fixture.ts';
import { anyValue } from '../fuzz-values.fixture.ts';
import { createCodec, type Base64 } from './codec.ts';

const base64: Base64 = {
  encode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  decode: (text) => new Uint8Array(Buffer.from(text, 'base64')),
};
const codec = createCodec(base64);
const untrusting = createCodec(base64, false);

function anyArray(dice: Dice): Float64Array | Float32Array | Uint8Array {
  const length = dice.below(20);
  const step = dice.below(5);
  const values = Array.from({ length }, (_, index) => (dice.chance(0.5) ? index * step : anyNumber(dice)));
  return dice.pick([
    Float64Array.from(values),
    Float32Array.from(values),
    Uint8Array.from(values),
    Float64Array.from({ length }, (_, index) => index * step),
  ]);
}

const anyNumber = (dice: Dice): number => dice.pick([0, -0, NaN, Infinity, -Infinity, 0.1, 2 ** 53, 5e-324]);

fuzz('what was encoded comes back to the bit', 500, (dice) => {
  const value = dice.trying({
    // JSON omits undefined, and keys with a dollar are the codec's own.
    plain: JSON.parse(JSON.stringify(anyValue(dice) ?? null)) as unknown,
    number: anyNumber(dice),
    list: [anyArray(dice), [anyArray(dice)], anyNumber(dice)],
  });
  expect(codec.decode(codec.encode(value))).toEqual(value);
});

const tags = ['$number', '$float64', '$float32', '$range', '$bytes', '$other'];

fuzz('a hostile tag is a value or an error, and costs no memory', 500, (dice) => {
  const tagged = (depth: number): unknown =>
    Object.fromEntries(
      Array.from({ length: 1 + dice.below(2) }, () => [
        dice.pick(tags),
        depth > 0 && dice.chance(0.4)
          ? tagged(depth - 1)
          : dice.pick<unknown>(['NaN', 'AAAA', '!', '', 1e15, null, [0, 1, 1e15], 'A'.repeat(100)]),
      ]),
    );
  const text = dice.trying(JSON.stringify([tagged(3)]));
  try {
    expect(JSON.stringify(untrusting.decode(text)).length).toBeLessThan(10_000);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(RangeError); // bytes that do not form whole numbers
  }
});
