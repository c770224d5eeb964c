import { expect, it } from 'vitest';
import { layerName, sharedLayers } from './layer-names.ts';
import { presets } from './presets.ts';

it('counts dense layers from 1, and names every other layer by the dense layer before it', () => {
  const layers = ['dense', 'relu', 'dropout', 'dense', 'dropout', 'dense', 'softmax'].map((kind) => ({
    kind,
  }));
  expect(layers.map((_, index) => layerName(layers, index))).toEqual([
    'dense 1',
    'ReLU after dense 1',
    'dropout after dense 1',
    'dense 2',
    'dropout after dense 2',
    'dense 3',
    'softmax after dense 3',
  ]);
  expect(layerName(presets[0]!.config.layers, 2)).toBe('dense 2');
});

it('has a name for anything that a draft contains', () => {
  expect(layerName([{ kind: 'relu' }], 0)).toBe('ReLU');
  expect(layerName([{ kind: 'dense' }, { kind: 7 }], 1)).toBe('7 after dense 1');
});

it('gives layers of many configs the same names as long as all have dense layers in the same places', () => {
  const named = (...kindsAt: string[][]): string[] => {
    const layers = sharedLayers(kindsAt);
    return layers.map((_, index) => layerName(layers, index));
  };
  expect(named(['dense'], ['relu', 'tanh'], ['dense'], ['softmax'])).toEqual([
    'dense 1',
    'activation after dense 1',
    'dense 2',
    'softmax after dense 2',
  ]);
  expect(named(['dense'], ['relu'], ['dense', 'dropout'], ['dense'])).toEqual([
    'dense 1',
    'ReLU after dense 1',
  ]);
  expect(named([], ['dense'])).toEqual([]);
});
