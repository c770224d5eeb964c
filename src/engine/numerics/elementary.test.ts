import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { cos, exp, log, sin, wholePower } from './elementary.ts';

/**
 * Arguments with the bits of the result: those of V8 13.6 on x64 (Node 24), each at most one unit in the last place from mpmath's correctly
 * rounded result at 2,000 bits. Arguments lie on both sides of every change of formula.
 */
const known: readonly (readonly [(x: number) => number, readonly (readonly [number, bigint])[]])[] = [
  [
    log,
    [
      [1e-300, 0xc085963447f87fb5n],
      [5e-324, 0xc0874385446d71c3n],
      [0.001, 0xc01ba18a998fffa0n],
      [0.25, 0xbff62e42fefa39efn],
      [0.49, 0xbfe6d3c324e13f4fn],
      [0.7071, 0xbfd62e6b3842a25en],
      [0.99, 0xbf8495453e6fd4bcn],
      [0.9999999990686774, 0xbe10000000200000n],
      [1.000000238418579, 0x3e8fffffc00000abn],
      [1.0000001, 0x3e7ad7f2847b6492n],
      [1.3, 0x3fd0ca937be1b9dcn],
      [1.4142, 0x3fd62e1ac5b1d181n],
      [1.4143, 0x3fd62f4358c03e8an],
      [2.5, 0x3fed5240f0e0e078n],
      [10, 0x40026bb1bbb55516n],
      [12345.678, 0x4022d79559791e31n],
      [1e300, 0x4085963447f87fb5n],
    ],
  ],
  [
    exp,
    [
      [-744.5, 0x0000000000000001n],
      [-700.25, 0x00caf5fe9a485c8en],
      [-100, 0x36ea8c1f14e2af5dn],
      [-1.5, 0x3fcc8f87724b5c1dn],
      [-1, 0x3fd78b56362cef38n],
      [-0.4, 0x3fe57343067270een],
      [-0.3, 0x3fe7b4c869c37c05n],
      [-1e-9, 0x3fefffffff768fa1n],
      [1e-10, 0x3ff000000006df38n],
      [0.2, 0x3ff38add9e58ac8dn],
      [0.34657, 0x3ff6a099138a089cn],
      [0.7, 0x40001c2a61268987n],
      [1, 0x4005bf0a8b145769n],
      [1.04, 0x4006a23c87af69e8n],
      [3.7, 0x4044394144eeec81n],
      [88.8, 0x47f148906c06fc8an],
      [709.7, 0x7fed75ae7a50ee14n],
    ],
  ],
  [
    sin,
    [
      [1e-9, 0x3e112e0be826d695n],
      [0.1, 0x3fb98eaecb8bcb2cn],
      [0.5, 0x3fdeaee8744b05f0n],
      [0.78539, 0x3fe6a0924b743f46n],
      [0.7854, 0x3fe6a0a11fb77b40n],
      [1.0472, 0x3febb67d79b06e58n],
      [1.5707963267948966, 0x3ff0000000000000n],
      [2.5, 0x3fe326af0dcfcab0n],
      [3.14159, 0x3ec6428a6aa44cd0n],
      [3.141592653589793, 0x3ca1a62633145c07n],
      [-4.2, 0x3febe3f2dfd012d8n],
      [10, 0xbfe1689ef5f34f52n],
      [25.132714416584957, 0xbefc1d53c6c5f1c7n],
      [100.5, 0xbf9fb3f833470ff1n],
      [-355, 0x3eff9bd0307d1de3n],
      [1000.25, 0x3fee1702343c0531n],
      [1200.75, 0x3fe3a90ad4d48331n],
      [1000000, 0xbfd6664b2568d867n],
    ],
  ],
  [
    cos,
    [
      [1e-9, 0x3ff0000000000000n],
      [0.1, 0x3fefd712f9a817c0n],
      [0.29, 0x3feea9ef0f5d6b26n],
      [0.31, 0x3fee7984403158a2n],
      [0.5, 0x3fec1528065b7d50n],
      [0.78125, 0x3fe6b898fa9efb5dn],
      [0.78539, 0x3fe6a0aa8183be5bn],
      [0.7854, 0x3fe6a09bad46a86dn],
      [1.0472, 0x3fdffff71ae2e04cn],
      [1.5707963267948966, 0x3c91a62633145c07n],
      [2.5, 0xbfe9a2f7ef858b7dn],
      [3.14159, 0xbfefffffffff8420n],
      [-4.2, 0xbfdf606eec8ac71dn],
      [10, 0xbfead9ac890c6b1fn],
      [25.132714416584957, 0x3fefffffffce9925n],
      [100.5, 0x3feffc12adaecec2n],
      [-355, 0xbfefffffffc18e4cn],
      [1000.25, 0x3fd5c7d948a31cf2n],
      [1000000, 0x3fedf9df9906d32cn],
    ],
  ],
];

function bitsOf(x: number): bigint {
  return new BigUint64Array(Float64Array.of(x).buffer)[0]!;
}

describe.each(known)('%o', (of, values) => {
  it.each(values)('of %d has the same bits everywhere', (x, bits) => {
    expect(bitsOf(of(x)).toString(16)).toBe(bits.toString(16));
  });
});

// SHA-256 of the results of V8 13.6 on x64 for the same arguments, by Math.log and so on.
it.each([
  ['log', log, (u: number) => u, 'a43c7df9848e8b9c'],
  ['log of any size', log, (u: number) => exp(1400 * u - 700), '8b26931b0e00a16d'],
  ['exp', exp, (u: number) => 1450 * u - 744, '533406833c8130b8'],
  ['sin', sin, (u: number) => 2400 * u - 1200, '964171efca44dd72'],
  ['cos', cos, (u: number) => 2400 * u - 1200, '8b9c28efe2bb1776'],
  ['sin of small angles', sin, (u: number) => 4 * u - 2, '0fc61be79546dba4'],
  ['cos of small angles', cos, (u: number) => 4 * u - 2, '89173ae651fb3125'],
] as const)('%s has the bits of x64 at 20,000 arguments', (_, of, argument, digest) => {
  const random = new RandomStream(5);
  const values = Float64Array.from({ length: 20_000 }, () => of(argument(random.randomSample())));
  expect(createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex').slice(0, 16)).toBe(digest);
});

it.each([
  [log, [0, -0, -1, NaN, Infinity], [-Infinity, -Infinity, NaN, NaN, Infinity]],
  [exp, [0, -0, 710, -746, NaN, Infinity, -Infinity], [1, 1, Infinity, 0, NaN, Infinity, 0]],
  [sin, [0, -0, NaN, Infinity, -Infinity], [0, -0, NaN, NaN, NaN]],
  [cos, [0, -0, NaN, Infinity, -Infinity], [1, 1, NaN, NaN, NaN]],
])('%o follows IEEE 754 where the result is not a number', (of, arguments_, values) => {
  expect(arguments_.map((x) => of(x))).toEqual(values);
});

it('refuses angles larger than any dataset has', () => {
  expect(() => sin(1.7e6)).toThrow('got an angle of 1700000 radians; allowed: -1647099 to 1647099');
  expect(() => cos(-1e300)).toThrow(RangeError);
});

it.each([
  [0.9, 0, 1],
  [0.9, 1, 0.9],
  [0, 5, 0],
  [2, 1000, 2 ** 1000],
  [-3, 3, -27],
  [0.999, 10_001, 4.5128172631071194e-5],
])('%d to the power %i is %d', (base, exponent, expected) => {
  const power = wholePower(base, exponent);
  expect(Math.abs(power - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
});
