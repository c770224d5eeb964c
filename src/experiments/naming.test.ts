import { describe, expect, it } from 'vitest';
import { RandomStream } from '#engine';
import { forkName, runName } from './naming.ts';

describe('runName', () => {
  it('is adjective, noun and number', () => {
    const random = new RandomStream(0);
    const names = Array.from({ length: 1000 }, () => runName(() => random.randomSample()));
    for (const name of names) expect(name).toMatch(/^[a-z]+-[a-z]+-([1-9]|[1-9]\d)$/);
    expect(new Set(names).size).toBeGreaterThan(990);
  });

  it('takes its words from the random numbers alone, up to the ends of their range', () => {
    expect(runName(() => 0)).toBe('agile-acorn-1');
    expect(runName(() => 1 - 2 ** -53)).toBe('young-wren-99');
  });
});

it('names a fork by its origin, within the limit of a name', () => {
  expect(forkName('amber-otter-12', 4210)).toBe('amber-otter-12 @ 4,210');
  expect(forkName('x'.repeat(120), 4210)).toBe(`${'x'.repeat(112)} @ 4,210`);
});
