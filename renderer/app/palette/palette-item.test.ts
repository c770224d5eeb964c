import { expect, it } from 'vitest';
import { matching } from './palette-item.ts';

const item = (label: string, words?: string) => ({
  key: label,
  label,
  run: () => undefined,
  ...(words === undefined ? {} : { words }),
});
const items = [item('New run', 'train start launch'), item('Train loss'), item('Étude')];
const labels = (text: string, most?: number): string[] =>
  matching(items, text, most).map(({ label }) => label);

it('matches every word, labels before other words', () => {
  expect(labels('train')).toEqual(['Train loss', 'New run']);
  expect(labels('run new')).toEqual(['New run']);
  expect(labels('launch loss')).toEqual([]);
  expect(labels('')).toEqual(['New run', 'Train loss', 'Étude']);
  expect(labels('', 2)).toHaveLength(2);
});

it('finds accented letters however they are composed, in any case', () => {
  expect(labels('e\u0301TUDE')).toEqual(['Étude']);
});
