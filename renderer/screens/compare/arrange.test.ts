import { expect, it } from 'vitest';
import { moveBy, moveTo, pinnedFirst, rememberLast } from './useArrangement.ts';

const ids = ['a', 'b', 'c', 'd'];

it('puts pinned runs first', () => {
  expect(pinnedFirst(ids, new Set(['d', 'b', 'x']))).toEqual(['b', 'd', 'a', 'c']);
});

it('moves by places, no further than the ends', () => {
  expect(moveBy(ids, 'c', -1)).toEqual(['a', 'c', 'b', 'd']);
  expect(moveBy(ids, 'a', 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(moveBy(ids, 'b', -9)).toEqual(['b', 'a', 'c', 'd']);
  expect(moveBy(ids, 'b', 9)).toEqual(['a', 'c', 'd', 'b']);
  expect(moveBy(ids, 'x', 1)).toEqual(ids);
});

it('moves to the place of another one', () => {
  expect(moveTo(ids, 'd', 'b')).toEqual(['a', 'd', 'b', 'c']);
  expect(moveTo(ids, 'a', 'c')).toEqual(['b', 'c', 'a', 'd']);
  expect(moveTo(ids, 'a', 'x')).toEqual(ids);
});

it('forgets the oldest', () => {
  expect(rememberLast({ a: 1, b: 2 }, 'a', 3, 2)).toEqual({ b: 2, a: 3 });
  expect(rememberLast({ a: 1, b: 2 }, 'c', 3, 2)).toEqual({ b: 2, c: 3 });
});
