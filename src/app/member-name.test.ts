import { expect, it } from 'vitest';
import type { GridPoint } from '#api';
import { memberNames } from './member-name.ts';

const path = 'layers.0.weightRegularizerL2';
const replicate = { seed: 4, validation: { samplesPerClass: 10 } };

function namesOf(values: readonly (number | string | boolean)[]): string[] {
  const grids = values.map((value) => ({ [path]: value }));
  return grids.map((grid) => memberNames('twenty', grids)(grid, replicate));
}

it.each([
  [
    [0, 0.278255940221, 1e-5, 1.2345e-4, 1e-3, 0.0031623, 10],
    ['0', '0.278', '1e-5', '1.23e-4', '1e-3', '3.16e-3', '10'],
  ],
  // Only as many digits as needed to tell all of them apart.
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

const other = 'layers.2.weightRegularizerL2';
it.each([
  // Grids with two axes: each number has its label, as 0 and 1e-3 could be in either order.
  [
    [
      { 'layers.0.weightRegularizerL1': 0, [path]: 1e-3, [other]: 1e-3 },
      { 'layers.0.weightRegularizerL1': 1e-3, [path]: 0, [other]: 0 },
    ],
    ['L1 0 L2 1e-3', 'L1 1e-3 L2 0'],
  ],
  // Kinds need no label.
  [
    [
      { 'optimizer.kind': 'sgd', 'optimizer.learningRate': 0.5 },
      { 'optimizer.kind': 'adam', 'optimizer.learningRate': 1e-3 },
    ],
    ['sgd learning rate 0.5', 'adam learning rate 1e-3'],
  ],
  [
    [{ batchSize: null }, { batchSize: 32 }],
    ['batch size none', '32'],
  ],
  [
    [{ 'optimizer.nesterov': true }, { 'optimizer.nesterov': false }],
    ['nesterov on', 'nesterov off'],
  ],
  // Points of one axis that set different paths.
  [
    [{ 'layers.0.weightRegularizerL1': 1e-4 }, { [path]: 1e-4 }],
    ['L1 1e-4', 'L2 1e-4'],
  ],
  [
    [
      { 'layers.0.units': 64, 'layers.2.units': 8 },
      { 'layers.0.units': 8, 'layers.2.units': 64 },
    ],
    ['64 8', '8 64'],
  ],
  // What all cells share does not set any of them apart.
  [
    [
      { epochs: 50, [path]: 0 },
      { epochs: 50, [path]: 0.1 },
    ],
    ['0', '0.1'],
  ],
])('cells %j are named %j', (grids: readonly GridPoint[], texts) => {
  const nameOf = memberNames('sweep', grids);
  expect(grids.map((grid) => nameOf(grid, replicate))).toEqual(texts.map((text) => `sweep ${text} seed 4`));
});

it('says a value of several paths once, and the fold', () => {
  const grid = { [path]: 1e-4, 'layers.2.weightRegularizerL2': 1e-4 };
  const fold = { seed: 2, validation: { folds: 5, fold: 3, repeat: 1 } };
  expect(memberNames('a', [grid])(grid, fold)).toBe('a 1e-4 fold 3 repeat 1 seed 2');
});
