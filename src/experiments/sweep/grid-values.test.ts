import { describe, expect, it } from 'vitest';
import { linearRange, logarithmicRange, parseGridValues, parseSeeds } from './grid-values.ts';

describe('values of a grid', () => {
  it.each([
    ['0,1e-5,0.001', [0, 1e-5, 0.001]],
    ['adam, sgd', ['adam', 'sgd']],
    ['true,null', [true, null]],
    ['0,log:1e-4:1e-1:4', [0, 1e-4, 1e-3, 1e-2, 1e-1]],
    ['lin:0:1:5', [0, 0.25, 0.5, 0.75, 1]],
    ['log:1e-1:1e-3:3', [1e-1, 1e-2, 1e-3]],
  ])('reads %s', (text, values) => expect(parseGridValues(text)).toEqual(values));

  it.each([
    ['', 'got an empty value in ""'],
    ['1,,2', 'got an empty value in "1,,2"'],
    ['log:0:1:3', 'a log range needs ends above 0'],
    ['log:1:2', 'got "log:1:2"'],
    ['lin:a:2:3', 'got range "lin:a:2:3"'],
    ['lin:0:1:1', 'of 1 values; allowed: 2 to 1000'],
    ['lin:0:1:5000', 'of 5000 values; allowed: 2 to 1000'],
    ['{}', 'got "{}"; allowed: numbers, strings, true, false or null'],
  ])('refuses %j', (text, message) => expect(() => parseGridValues(text)).toThrow(message));

  it('ends ranges exactly where they should end', () => {
    expect(linearRange(0.1, 0.3, 3)).toEqual([0.1, 0.2, 0.3]);
    expect(logarithmicRange(1e-6, 1e-1, 6)).toEqual([1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1]);
  });
});

describe('seeds', () => {
  it.each([
    ['0-4', [0, 1, 2, 3, 4]],
    ['7', [7]],
    ['0, 3-4,9', [0, 3, 4, 9]],
  ])('reads %s', (text, seeds) => expect(parseSeeds(text)).toEqual(seeds));

  it.each(['', '4-0', '-1', 'a', '1.5'])('refuses %j', (text) =>
    expect(() => parseSeeds(text)).toThrow('allowed: whole numbers and ranges, as 0-4 or 0,3,7'),
  );

  it('refuses more than a sweep may have', () =>
    expect(() => parseSeeds('0-100000')).toThrow('got 100001 seeds in "0-100000"; allowed: at most 1000'));
});
