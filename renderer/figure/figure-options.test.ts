import { expect, it } from 'vitest';
import { fittingTitle } from './figure-options.ts';

it('drops the unit of a title first, then its end, then all of it', () => {
  const title = 'validation loss (nats)';
  expect([22, 21, 15, 14, 6, 5].map((room) => fittingTitle(title, room))).toEqual([
    'validation loss (nats)',
    'validation loss',
    'validation loss',
    'validation lo…',
    'valid…',
    '',
  ]);
  expect(fittingTitle('gap', 3)).toBe('gap');
  expect(fittingTitle('gap', 2)).toBe('');
});
