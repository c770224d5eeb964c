import { expect, it } from 'vitest';
import { nameEnd } from './name-end.ts';

it('a name that is cut keeps its last words, where it is long and has any', () => {
  const endOf = (name: string) => name.slice(nameEnd(name));
  expect(endOf('proud-thistle-12 L2 0.01 L1 1e-3 seed 2')).toBe(' L1 1e-3 seed 2');
  expect([endOf('L2 0.01 L1 1e-3 seed 2'), endOf('a-name-of-one-word-that-is-very-long')]).toEqual(['', '']);
});
