import { expect, it } from 'vitest';
import { cutText, shortenText } from './cut-text.ts';
import { forkName, maxNameLength } from './naming.ts';

const family = '👨‍👩‍👧‍👦'; // seven code points, eleven units
const flag = '🇨🇭';
const accented = 'e\u0301'; // with a combining acute

it.each([
  ['plain', 'abcdef', 3, 'abc'],
  ['as it is where it fits', 'abc', 3, 'abc'],
  ['before a surrogate pair that does not fit', 'ab😀c', 3, 'ab'],
  ['after one that does', 'ab😀c', 4, 'ab😀'],
  ['before an emoji of several parts', `ab${family}c`, 8, 'ab'],
  ['before a flag', `a${flag}`, 3, 'a'],
  ['before a letter whose accent does not fit', `a${accented}b`, 2, 'a'],
  ['to nothing', family, 5, ''],
  ['to no units', 'abc', 0, ''],
])('cuts %s', (_what, text, length, expected) => {
  expect(cutText(text, length)).toBe(expected);
});

it('looks only at the place of the cut', () => {
  expect(cutText('x'.repeat(10_000_000), 5)).toBe('xxxxx');
});

it('shortens with an ellipsis within the length', () => {
  expect(shortenText('abcdef', 4)).toBe('abc…');
  expect(shortenText('abcd', 4)).toBe('abcd');
  expect(shortenText(`ab${family}`, 6)).toBe('ab…');
});

it('names a fork after a parent whose name is all emoji', () => {
  const name = forkName('😀'.repeat(60), 4210);
  expect(name).toBe(`${'😀'.repeat(56)} @ 4,210`);
  expect(name.length).toBeLessThanOrEqual(maxNameLength);
});
