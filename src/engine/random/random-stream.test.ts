import { describe, expect, it } from 'vitest';
import { relativeDifference } from '../reference/closeness.ts';
import vectors from '../reference/rng.json' with { type: 'json' };
import { MersenneTwister } from './mersenne-twister.ts';
import { purposeStream } from './purpose-stream.ts';
import { RandomStream } from './random-stream.ts';

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);

describe.each(vectors)("NumPy's stream of seed $seed", (vector) => {
  it('gives the same uniform numbers, bit for bit', () => {
    const random = new RandomStream(vector.seed);
    expect(draw(vector.randomSample.length, () => random.randomSample())).toEqual(vector.randomSample);
  });

  it('gives the same normal numbers, bit for bit, and continues the same way', () => {
    const random = new RandomStream(vector.seed);
    expect(draw(vector.randn.length, () => random.randn())).toEqual(vector.randn);
    const sum = draw(1000, () => random.randn()).reduce((total, value) => total + value, 0);
    expect(relativeDifference(sum, vector.sumOfNext1000Randn)).toBeLessThan(1e-12);
  });

  it('gives the same permutation', () => {
    expect([...new RandomStream(vector.seed).permutation(10)]).toEqual(vector.permutation10);
  });
});

describe('MersenneTwister', () => {
  it('gives the first numbers of mt19937ar.out when seeded by its list', () => {
    const words = new MersenneTwister([0x123, 0x234, 0x345, 0x456]);
    expect(draw(5, () => words.nextUint32())).toEqual([
      1067595299, 955945823, 477289528, 4107218783, 4228976476,
    ]);
  });

  it('gives the 10,000th number that the C++ standard requires of mt19937 seeded with 5489', () => {
    const words = new MersenneTwister(5489);
    expect(draw(10_000, () => words.nextUint32()).at(-1)).toBe(4123659995);
  });

  it.each([-1, 1.5, 2 ** 32, NaN])('refuses seed %d', (seed) => {
    expect(() => new MersenneTwister(seed)).toThrow(`got seed ${seed}; allowed: a whole number`);
  });
});

describe('RandomStream', () => {
  it('keeps the cached normal across uniform draws', () => {
    const plain = new RandomStream(7);
    const mixed = new RandomStream(7);
    const [, second] = draw(2, () => plain.randn());
    mixed.randn();
    mixed.randomSample();
    expect(mixed.randn()).toBe(second);
  });

  it('permutes zero and one elements', () => {
    expect([...new RandomStream(0).permutation(0)]).toEqual([]);
    expect([...new RandomStream(0).permutation(1)]).toEqual([0]);
  });
});

describe('the state of a stream', () => {
  const random = new RandomStream(12);
  const mix = (stream: RandomStream): number[] => [
    ...draw(7, () => stream.randn()),
    ...draw(3, () => stream.randomSample()),
    ...stream.permutation(20),
  ];

  it.each(draw(10, () => Math.floor(1500 * random.randomSample())))(
    'after %i normals goes on with the same numbers',
    (count) => {
      const stream = new RandomStream(5);
      draw(count, () => stream.randn());
      const state = stream.state();
      const expected = draw(3, () => mix(stream));
      const resumed = RandomStream.from(state);
      expect(draw(3, () => mix(resumed))).toEqual(expected);
      expect(mix(RandomStream.from(state))).toEqual(expected[0]);
    },
  );

  it('is refused if invalid', () => {
    const state = new RandomStream(0).state();
    expect(() => RandomStream.from({ ...state, position: 625 })).toThrow('got 624 words at position 625');
    expect(() => RandomStream.from({ ...state, position: 0.5 })).toThrow('at position 0.5');
    expect(() => RandomStream.from({ ...state, words: new Uint32Array(3) })).toThrow('got 3 words');
  });
});

describe('purposeStream', () => {
  const first = (stream: RandomStream): number => stream.randomSample();

  it('depends on seed and purpose alone, and differs from the run’s own stream', () => {
    expect(first(purposeStream(3, 'shuffle'))).toBe(first(purposeStream(3, 'shuffle')));
    const streams = [
      new RandomStream(3),
      purposeStream(3, 'shuffle'),
      purposeStream(3, 'dropout'),
      purposeStream(4, 'shuffle'),
    ];
    expect(new Set(streams.map(first)).size).toBe(streams.length);
  });

  it('refuses a purpose without a name', () => {
    expect(() => purposeStream(3, '')).toThrow('a purpose needs a name');
  });
});
