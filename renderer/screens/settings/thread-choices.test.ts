import { expect, it } from 'vitest';
import { threadChoices } from './thread-choices.ts';

const cores = { cores: 2, processors: 4, physical: 2, quota: null };

it('offers a thread per core, and shows what was chosen when there were more', () => {
  const labels = (threads: number | 'auto') => threadChoices({ cores, threads }).map(({ label }) => label);
  expect(labels('auto')).toEqual(['Automatic', '1', '2']);
  expect(labels(2)).toEqual(['Automatic', '1', '2']);
  expect(labels(8)).toEqual(['Automatic', '1', '2', '8, of which 2 can be had']);
});
