import { describe, expect, it } from 'vitest';
import { mergeLines } from './merge-lines.ts';

const base = 'one\ntwo\nthree\nfour\nfive';

describe('two edits of one text', () => {
  it.each([
    ['one of them changed nothing', base, 'one\nTWO\nthree\nfour\nfive', 'one\nTWO\nthree\nfour\nfive'],
    [
      'different lines',
      'ONE\ntwo\nthree\nfour\nfive',
      'one\ntwo\nthree\nfour\nFIVE',
      'ONE\ntwo\nthree\nfour\nFIVE',
    ],
    ['lines put in at both ends', `zero\n${base}`, `${base}\nsix`, `zero\n${base}\nsix`],
    [
      'one takes out what the other leaves',
      'one\nthree\nfour\nfive',
      `${base}\nsix`,
      'one\nthree\nfour\nfive\nsix',
    ],
    ['the same edit', 'one\n2\nthree\nfour\nfive', 'one\n2\nthree\nfour\nfive', 'one\n2\nthree\nfour\nfive'],
    [
      'the same edit and another',
      'one\n2\nthree\nfour\nfive',
      'one\n2\nthree\nfour\n5',
      'one\n2\nthree\nfour\n5',
    ],
    [
      'several places each',
      '1\ntwo\nthree\nfour\nfive\nsix',
      'one\ntwo\n3\nfour\nfive',
      '1\ntwo\n3\nfour\nfive\nsix',
    ],
  ])('are merged if they are of %s', (_which, mine, theirs, merged) => {
    expect(mergeLines(base, mine, theirs)).toBe(merged);
    expect(mergeLines(base, theirs, mine)).toBe(merged);
  });

  it.each([
    ['the same line', 'one\nTWO\nthree\nfour\nfive', 'one\n2\nthree\nfour\nfive'],
    ['lines beside each other', 'one\nTWO\nthree\nfour\nfive', 'one\ntwo\nTHREE\nfour\nfive'],
    ['both put in at one place', `${base}\nmine`, `${base}\ntheirs`],
    ['one takes out what the other changes', 'one\nthree\nfour\nfive', 'one\nTWO\nthree\nfour\nfive'],
    ['all of it', 'mine', 'theirs'],
  ])('conflict if they are of %s', (_which, mine, theirs) => {
    expect(mergeLines(base, mine, theirs)).toBeNull();
    expect(mergeLines(base, theirs, mine)).toBeNull();
  });

  it('may start from an empty text', () => {
    expect(mergeLines('', 'mine', '')).toBe('mine');
    expect(mergeLines('', 'mine', 'theirs')).toBeNull();
  });

  it('lose no line and invent none, wherever they are', () => {
    const lines = Array.from({ length: 12 }, (_, at) => `line ${at}`);
    for (let own = 0; own < 12; own++) {
      for (let other = 0; other < 12; other++) {
        const mine = lines.toSpliced(own, 1, `mine ${own}`, 'more').join('\n');
        const theirs = lines.toSpliced(other, 1).join('\n');
        const merged = mergeLines(lines.join('\n'), mine, theirs);
        if (Math.abs(own - other) <= 1) expect(merged).toBeNull();
        else {
          const expected = lines.flatMap((line, at) =>
            at === own ? [`mine ${own}`, 'more'] : at === other ? [] : [line],
          );
          expect(merged).toBe(expected.join('\n'));
        }
      }
    }
  });

  it('of long texts are compared in bounded time: everything between their common ends counts as changed', () => {
    const long = Array.from({ length: 5000 }, (_, at) => `line ${at}`);
    const mine = long.map((line, at) => (at > 0 && at < 4000 && at % 2 ? 'mine' : line)).join('\n');
    const theirs = `${long.join('\n')}\nend`;
    expect(mergeLines(long.join('\n'), mine, theirs)).toBe(`${mine}\nend`);
  });
});
