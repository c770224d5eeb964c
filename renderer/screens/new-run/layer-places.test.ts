import { parseRunConfig } from '#api';
import { expect, it } from 'vitest';
import { dropoutLayer } from './draft.ts';
import { dropoutPlaces } from './layer-places.ts';

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
  layers.splice(place!.index, 0, dropoutLayer());
  expect(parseRunConfig({ layers }).ok).toBe(true);
});
