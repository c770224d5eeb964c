import { expect, it, vi } from 'vitest';
import { spellingLanguages } from './spelling.ts';

vi.mock('electron', () => ({ app: {} }));

const available = ['de', 'en-AU', 'en-GB', 'en-US', 'fr', 'pt-BR', 'pt-PT'];

it.each([
  [
    ['de-CH', 'en-gb', 'de-DE'],
    ['de', 'en-GB'],
  ],
  [['pt'], ['pt-BR']],
  [['ja-JP', 'fr-FR'], ['fr']],
  [['ja-JP'], ['en-US']],
  [[], ['en-US']],
])('checks the spelling for %j in %j', (preferred, languages) => {
  expect(spellingLanguages(preferred, available)).toEqual(languages);
});
