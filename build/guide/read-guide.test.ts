import { expect, it } from 'vitest';
import { readGuide } from './read-guide.ts';

const read = (markdown: string) => readGuide(markdown, () => [800, 500]);

it('reads headings, paragraphs, lists, tables and pictures', () => {
  const blocks = read(
    [
      '# Two *words*, one'.replaceAll('*', ''),
      'One **bold** _leaning_ `code` <- and [New run](lambdascope:/runs/new?guide=l2).',
      '1. first\n2. [second](https://example.org)',
      '![What it shows](guide/plain.png)',
      '| a | b |\n| - | - |\n| 1 | 2 |',
    ].join('\n\n'),
  );
  const text = (value: string) => ({ kind: 'text', text: value });
  expect(blocks).toEqual([
    { kind: 'heading', level: 1, id: 'two-words-one', text: 'Two words, one' },
    {
      kind: 'paragraph',
      content: [
        text('One '),
        { kind: 'strong', content: [text('bold')] },
        text(' '),
        { kind: 'emphasis', content: [text('leaning')] },
        text(' '),
        { kind: 'code', text: 'code' },
        text(' <- and '),
        { kind: 'route', to: '/runs/new?guide=l2', content: [text('New run')] },
        text('.'),
      ],
    },
    {
      kind: 'list',
      ordered: true,
      items: [[text('first')], [{ kind: 'page', to: 'https://example.org', content: [text('second')] }]],
    },
    { kind: 'picture', source: 'guide/plain.png', text: 'What it shows', width: 800, height: 500 },
    { kind: 'table', head: [[text('a')], [text('b')]], rows: [[[text('1')], [text('2')]]] },
  ]);
});

it.each([
  ['<b>bold</b>', /cannot show: html/],
  ['[run it](javascript:alert(1))', /links to javascript:alert\(1\); allowed: lambdascope:\/... and https:/],
  ['> quoted', /cannot show: blockquote/],
  ['- one\n\n  two', /not one paragraph/],
])('refuses %j', (markdown, message) => {
  expect(() => read(markdown)).toThrow(message);
});
