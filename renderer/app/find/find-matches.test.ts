import { expect, it } from 'vitest';
import { findMatches, findPattern } from './find-matches.ts';

const found = (pieces: readonly string[], wanted: string, matchCase = false): string[] =>
  findMatches(pieces, findPattern(wanted, matchCase)!).map(({ start, end }) => {
    const text = pieces.slice(start.piece, end.piece + 1);
    const cut = text.with(-1, text.at(-1)!.slice(0, end.offset));
    return cut.with(0, cut[0]!.slice(start.offset)).join('|');
  });

it.each<[string, string[], string, string[]]>([
  ['within a piece', ['loss and Loss'], 'loss', ['loss', 'Loss']],
  ['over pieces', ['vali', 'dation', ' loss'], 'validation l', ['vali|dation| l']],
  ['at a seam, without empty ends', ['ab', 'cd'], 'cd', ['cd']],
  ['over empty pieces', ['', 'a', '', 'b', ''], 'ab', ['a||b']],
  ['with other white space', ['best\n   epoch'], 'best epoch', ['best\n   epoch']],
  ['signs as they are', ['1e-5 (1.e)'], '(1.e)', ['(1.e)']],
  ['without overlaps', ['aaaa'], 'aa', ['aa', 'aa']],
  ['letters of other alphabets in any case', ['ÄRGER λ'], 'ärger Λ', ['ÄRGER λ']],
  ['nothing', ['loss'], 'gap', []],
])('finds %s', (_what, pieces, wanted, expected) => {
  expect(found(pieces, wanted)).toEqual(expected);
});

it('is case-sensitive on request', () => {
  expect(found(['loss Loss'], 'Loss', true)).toEqual(['Loss']);
});

it.each(['', '  \t'])('finds nothing for white space alone: %j', (wanted) => {
  expect(findPattern(wanted, false)).toBeNull();
});
