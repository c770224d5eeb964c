import { expect, it } from 'vitest';
import { memberNames } from './member-name.ts';

const path = 'layers.0.weightRegularizerL2';
const replicate = { seed: 4, validation: { samplesPerClass: 10 } };

function namesOf(values: readonly (number | string | boolean)[]): string[] {
  const grids = values.map((value) => ({ [path]: value }));
  return grids.map((grid) => memberNames('twenty', grids)(grid, replicate));
}

it.each([
  [
    [0, 0.278255940221, 1e-5, 1.2345e-4, 10],
    ['0', '0.278', '1e-5', '1.23e-4', '10'],
  ],
  // Only as many digits as tell all of them apart.
  [
    [0.12341, 0.12342, 0.5],
    ['0.12341', '0.12342', '0.5'],
  ],
  [
    [0.1, 0.1 + 2 ** -56],
    ['0.1', '0.10000000000000002'],
  ],
  [
    [12345, 12346],
    ['12345', '12346'],
  ],
  [
    ['relu', 'tanh'],
    ['relu', 'tanh'],
  ],
])('%j are named %j', (values, texts) => {
  expect(namesOf(values)).toEqual(texts.map((text) => `twenty ${text} seed 4`));
});

it('says a value of several paths once, and the fold', () => {
  const grid = { [path]: 1e-4, 'layers.2.weightRegularizerL2': 1e-4 };
  const fold = { seed: 2, validation: { folds: 5, fold: 3, repeat: 1 } };
  expect(memberNames('a', [grid])(grid, fold)).toBe('a 1e-4 fold 3 repeat 1 seed 2');
});
