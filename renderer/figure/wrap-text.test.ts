import { expect, it } from 'vitest';
import { wrapText } from './wrap-text.ts';

it('breaks a text between words, and keeps a word that is too long', () => {
  expect(wrapText('one two three', 7, (text) => text.length)).toEqual(['one two', 'three']);
  expect(wrapText('abcdefgh ij', 4, (text) => text.length)).toEqual(['abcdefgh', 'ij']);
  expect(wrapText('', 4, (text) => text.length)).toEqual([]);
});
