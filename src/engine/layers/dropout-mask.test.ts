import { describe, expect, it } from 'vitest';
import { threefry2x32 } from '../random/threefry.ts';
import { applyDropout, dropoutPurpose, dropoutThreshold } from './dropout-mask.ts';

const dropout = { rate: 0.25, seed: 2 ** 32 - 1, dropoutLayer: 2 };

function maskOf(updates: number, samples: number, width: number, of = dropout): Float64Array {
  const mask = new Float64Array(samples * width).fill(1);
  applyDropout(of, updates, samples, width, mask);
  return mask;
}

describe('a dropout mask', () => {
  it.each([1, 2, 5])('follows its definition, for width %i', (width) => {
    const mask = maskOf(9, 4, width);
    const words = new Uint32Array(2);
    for (let position = 0; position < 4; position++) {
      for (let unit = 0; unit < width; unit++) {
        const counter = position * Math.ceil(width / 2) + Math.floor(unit / 2);
        threefry2x32(dropout.seed, dropoutPurpose + 2, counter, 9, words);
        const expected = words[unit % 2]! < 2 ** 30 ? 0 : 4 / 3;
        expect(mask[position * width + unit]).toBe(expected);
      }
    }
  });

  it('keeps the fraction it should, and preserves the mean', () => {
    const mask = maskOf(0, 500, 40);
    const dropped = mask.filter((factor) => factor === 0).length / mask.length;
    // Three standard deviations of 20,000 draws.
    expect(Math.abs(dropped - 0.25)).toBeLessThan(3 * Math.sqrt((0.25 * 0.75) / mask.length));
  });

  it('is the same for the same call, and different for another update, seed or layer', () => {
    const mask = maskOf(3, 6, 7);
    expect(maskOf(3, 6, 7)).toEqual(mask);
    expect(maskOf(4, 6, 7)).not.toEqual(mask);
    expect(maskOf(3, 6, 7, { ...dropout, seed: 1 })).not.toEqual(mask);
    expect(maskOf(3, 6, 7, { ...dropout, dropoutLayer: 0 })).not.toEqual(mask);
  });

  it('counts updates modulo 2^32', () => {
    expect(maskOf(2 ** 32 + 5, 3, 3)).toEqual(maskOf(5, 3, 3));
  });

  it('multiplies existing values, up to the last sample', () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    const mask = maskOf(1, 2, 2);
    applyDropout(dropout, 1, 2, 2, values);
    expect([...values]).toEqual([
      ...[1, 2, 3, 4].map((value, index) => Math.fround(value * mask[index]!)),
      5,
      6,
    ]);
  });

  it('changes nothing at rate 0', () => {
    expect(maskOf(1, 5, 5, { ...dropout, rate: 0 })).toEqual(new Float64Array(25).fill(1));
    expect(dropoutThreshold(0.5)).toBe(2 ** 31);
  });
});
