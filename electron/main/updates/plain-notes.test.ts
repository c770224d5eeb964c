import { expect, it } from 'vitest';
import { plainNotes } from './plain-notes.ts';

it.each([
  ['### Added\n\n- a sweep over #1 < 1\n', 'Added\n\n- a sweep over #1 < 1'],
  [
    '<h3>Added</h3>\n<ul>\n<li>sweeps &amp; folds</li>\n<li><a href="x">more</a> &#233;&#x2014;&unknown;</li>\n</ul>',
    'Added\n\n- sweeps & folds\n- more é—&unknown;',
  ],
  ['<p>One<br>two</p><p>three</p><script>alert(1)</script>', 'One\ntwo\n\nthree'],
  ['<p>&lt;img src=x onerror=alert(1)&gt;</p>', '<img src=x onerror=alert(1)>'], // shown as text
  ['<p>&#0;&#x110000;</p>', '&#0;&#x110000;'],
  ['', ''],
  [null, ''],
  [undefined, ''],
  [[{ version: '1.0.0', note: 'a list is never asked for' }], ''],
])('converts %j', (given, plain) => {
  expect(plainNotes(given)).toBe(plain);
});

it('keeps at most a screen or two of text', () => {
  expect(plainNotes('word '.repeat(10_000))).toMatch(/^(word ){799}word…$/);
});
