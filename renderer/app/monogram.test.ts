import { expect, it } from 'vitest';
import { monogram } from './monogram.ts';

it.each([
  ['wide nets', 'WN'],
  ['gaps', 'Ga'],
  ['λ > 1e-4', 'Λ1'],
  ['x', 'X'],
  ['e\u0301tude', 'E\u0301t'],
  ['👩‍🔬 runs', '👩‍🔬R'],
  ['***', '**'],
  ['- -', '?'],
])('%s becomes %s', (name, letters) => {
  expect(monogram(name)).toBe(letters);
});
