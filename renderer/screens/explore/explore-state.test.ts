import { expect, it } from 'vitest';
import { readState, unknownParts, writeState, type ExploreState } from './explore-state.ts';

const plain = readState({});

it('is as short as can be: what suits the runs is not in the address', () => {
  expect(Object.values(writeState(plain)).every((value) => value === undefined)).toBe(true);
});

it('reads what it has written', () => {
  const state: ExploreState = {
    figure: 'scatter',
    metric: 'gap',
    columns: ['seed', 'optimizer.learningRate'],
    x: 'data_loss',
    y: 'layers.0.units',
    color: 'status',
    axes: new Map([
      ['gap', { scale: 'quantile', from: undefined, to: undefined }],
      ['data_loss', { scale: undefined, from: -0.5, to: 1e-7 }],
    ]),
  };
  expect(readState(writeState(state) as never)).toEqual(state);
});

it('leaves out what nobody knows, and says what that is', () => {
  const query = {
    figure: 'cake',
    metric: 'sed',
    columns: 'seed,nothing,seed',
    axis: ['seed:cubic:x:3', 'nothing:log', null],
  };
  expect(readState(query)).toEqual({
    ...plain,
    columns: ['seed'],
    axes: new Map([['seed', { scale: undefined, from: undefined, to: 3 }]]),
  });
  expect(unknownParts(query)).toEqual([
    ['figure', 'cake'],
    ['metric', 'sed'],
    ['columns', 'nothing'],
    ['axis', 'nothing:log'],
  ]);
});
