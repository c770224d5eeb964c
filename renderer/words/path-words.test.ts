import { presets } from '#api';
import { describe, expect, it } from 'vitest';
import { longNames, pathWords, sharedLongName, shortNames, squaredBy } from './path-words.ts';

const base = presets[0]!.config;
const firstLayer = ['layers.0.weightRegularizerL2', 'layers.0.biasRegularizerL2'];

describe('words for paths', () => {
  it.each([
    ['layers.2.biasRegularizerL1', 'L1 on biases of dense 2', 'L1'],
    ['layers.0.units', 'Units of dense 1', 'units'],
    ['layers.1', 'ReLU after dense 1', 'layers.1'],
    ['layers.9.units', 'layers.9.units', 'units'],
    ['optimizer.learningRate', 'Learning rate', 'learning rate'],
    ['something.else', 'something.else', 'something.else'],
  ])('%s', (path, long, short) => expect(pathWords(path, base)).toMatchObject({ long, short }));

  it('names what moves together', () => {
    expect(shortNames(firstLayer, base)).toBe('L2');
    expect(longNames(firstLayer, base)).toBe('L2 on weights and biases of dense 1');
    expect(shortNames(['layers.0.weightRegularizerL1', ...firstLayer], base)).toBe('L1 and L2');
    expect(longNames(['epochs', 'batchSize'], base)).toBe('Epochs and Batch size');
    expect(longNames([...firstLayer, 'layers.2.weightRegularizerL2'], base)).toBe('L2, 3 settings together');
    const both = ['L1', 'L2'].flatMap((norm) =>
      ['weight', 'bias'].map((of) => `layers.0.${of}Regularizer${norm}`),
    );
    expect(longNames(both, base)).toBe('L1 and L2 on weights and biases of dense 1');
    const deep = [...firstLayer, ...firstLayer.map((path) => path.replace('0', '2'))];
    expect(longNames(deep, base)).toBe('L2 on weights and biases of dense 1 and dense 2');
  });
});

it.each([
  [['layers.2.biasRegularizerL2'], 'biases of dense 2'],
  [firstLayer, 'weights and biases of dense 1'],
  [
    ['layers.0.weightRegularizerL2', 'layers.2.weightRegularizerL2'],
    'weights of dense 1 and weights of dense 2',
  ],
  [[...firstLayer, 'layers.2.weightRegularizerL2'], '3 groups of parameters'],
  [['layers.0.weightRegularizerL1', 'layers.0.weightRegularizerL2'], null],
  [['optimizer.weightDecay'], null],
  [[], null],
])('what L2 at %j squares is %s', (paths, words) => expect(squaredBy(paths, base)).toBe(words));

it('names a path of several configs by a layer only if it means the same layer in all that have the path', () => {
  const [hidden, relu, output, softmax] = base.layers;
  const dropout = { kind: 'dropout', rate: 0.1 } as const;
  const networks = [
    base,
    { layers: [hidden!, relu!, dropout, output!, softmax!] },
    { layers: [hidden!, hidden!, output!, softmax!] },
  ];
  expect(sharedLongName('layers.2.units', networks.slice(0, 2))).toBe('Units of dense 2');
  expect(sharedLongName('layers.2.rate', networks)).toBe('Dropout after dense 1');
  expect(sharedLongName('layers.2.units', networks)).toBe('layers.2.units');
  expect(sharedLongName('layers.1.kind', networks)).toBe('layers.1.kind');
  const tanh = { layers: [hidden!, { kind: 'tanh' } as const, output!, softmax!] };
  expect(sharedLongName('layers.1.kind', [base, tanh])).toBe('Activation of dense 1');
  expect(sharedLongName('batchSize', networks)).toBe('Batch size');
});

it('names activations by their dense layer, and their numbers', () => {
  const leaky = { layers: [base.layers[0]!, { kind: 'leakyRelu', alpha: 0.1 } as const] };
  expect(pathWords('layers.1.alpha', leaky).long).toBe('Slope of leaky ReLU after dense 1');
  expect(pathWords('layers.1.kind', leaky)).toMatchObject({
    long: 'Activation of dense 1',
    short: 'activation',
  });
  expect(pathWords('initialization', base).long).toBe('Initial weights');
});
