import { parseRunConfig } from '#api';
import { expect, it } from 'vitest';
import { layerDefaults } from './draft.ts';
import { dropoutPlaces, layerRows, moveRow } from './layer-places.ts';

const dense = { kind: 'dense', units: 3 };
const relu = { kind: 'relu' };
const softmax = { kind: 'softmax' };

it('finds every hidden layer without dropout, and never the output', () => {
  expect(dropoutPlaces([dense, relu, dense, relu, dense, softmax])).toEqual([
    { after: 'dense 1', index: 2 },
    { after: 'dense 2', index: 4 },
  ]);
  expect(dropoutPlaces([dense, { kind: 'dropout' }, dense, dense, softmax])).toEqual([
    { after: 'dense 2', index: 3 },
  ]);
  expect(dropoutPlaces([dense, softmax])).toEqual([]);
  expect(dropoutPlaces([])).toEqual([]);
});

it('finds places that the schema allows', () => {
  const layers: object[] = [dense, relu, dense, softmax];
  const [place] = dropoutPlaces(layers as Record<string, unknown>[]);
  layers.splice(place!.index, 0, layerDefaults('dropout'));
  expect(parseRunConfig({ layers }).ok).toBe(true);
});

it('treats a hidden dense layer and its activation as one row', () => {
  const tanh = { kind: 'tanh' };
  const dropout = { kind: 'dropout' };
  expect(layerRows([dense, tanh, dropout, dense, dense, softmax])).toEqual([
    { index: 0, count: 2, isHidden: true },
    { index: 2, count: 1, isHidden: false },
    { index: 3, count: 1, isHidden: true },
    { index: 4, count: 1, isHidden: false },
    { index: 5, count: 1, isHidden: false },
  ]);
});

it('shows a misplaced activation as a row of its own', () => {
  expect(layerRows([relu, dense, relu, relu, dense, relu, softmax]).map(({ index }) => index)).toEqual([
    0, 1, 3, 4, 5, 6,
  ]);
});

it('moves a dense layer with its activation', () => {
  const [wide, narrow] = [
    { ...dense, units: 8 },
    { ...dense, units: 2 },
  ];
  expect(moveRow([wide, relu, narrow, dense, softmax], 0, 1)).toEqual([narrow, wide, relu, dense, softmax]);
  expect(moveRow([wide, relu, narrow, dense, softmax], 1, -1)).toEqual([narrow, wide, relu, dense, softmax]);
});
