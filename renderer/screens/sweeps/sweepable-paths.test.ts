import { presets } from '#api';
import { describe, expect, it } from 'vitest';
import { suggestedValues, sweepChoices, wordsAllowedAt } from './sweepable-paths.ts';

const base = presets[0]!.config;
const firstLayer = ['layers.0.weightRegularizerL2', 'layers.0.biasRegularizerL2'];

describe('what can be swept', () => {
  const choices = sweepChoices(base);
  const paths = choices.flatMap((choice) => (choice.paths.length === 1 ? choice.paths : []));

  it('lists numbers, choices and the batch size, and nothing that a sweep refuses', () => {
    expect(paths.slice(0, 8)).toEqual([
      ...['weightRegularizerL1', 'weightRegularizerL2', 'biasRegularizerL1', 'biasRegularizerL2'].map(
        (field) => `layers.0.${field}`,
      ),
      ...['weightRegularizerL1', 'weightRegularizerL2', 'biasRegularizerL1', 'biasRegularizerL2'].map(
        (field) => `layers.2.${field}`,
      ),
    ]);
    expect(paths).toEqual(
      expect.arrayContaining(['batchSize', 'precision', 'dataset.kind', 'optimizer.kind', 'epochs']),
    );
    for (const refused of ['seed', 'name', 'loss.kind', 'layers.0.kind', 'earlyStopping'])
      expect(paths).not.toContain(refused);
  });

  it('offers the penalties of a layer, and of all layers, together', () => {
    const together = choices.filter(({ group }) => group === 'Penalties together');
    expect(together[0]).toEqual({
      paths: firstLayer,
      words: 'L2 on weights and biases of dense 1',
      group: 'Penalties together',
      value: 1e-5,
    });
    expect(together.map(({ words }) => words)).toContain('L1 on all weights and biases');
    expect(together.find(({ words }) => words === 'L2 on all weights')).toMatchObject({
      paths: ['layers.0.weightRegularizerL2', 'layers.2.weightRegularizerL2'],
      value: undefined,
    });
  });

  it('offers the activation of each hidden layer and of all, and the initial weights', () => {
    expect(paths).toEqual(expect.arrayContaining(['layers.1.kind', 'initialization']));
    expect(suggestedValues('layers.1.kind', base)).toBe('relu, leakyRelu, tanh, sigmoid');
    expect(suggestedValues('initialization', base)).toBe('chapter, heNormal, xavierNormal');
    const [hidden, relu, ...rest] = base.layers;
    const deep = sweepChoices({ ...base, layers: [hidden!, relu!, hidden!, { kind: 'tanh' }, ...rest] });
    expect(deep.find(({ words }) => words === 'Activation of all hidden layers')).toMatchObject({
      paths: ['layers.1.kind', 'layers.3.kind'],
      value: undefined,
    });
  });

  it('allows only the words with which the base stays valid', () => {
    expect(wordsAllowedAt('dataset.kind', base)).toEqual(['spiral', 'blobs']);
    expect(wordsAllowedAt('precision', base)).toEqual(['float64', 'float32']);
  });

  it.each([
    ['layers.0.weightRegularizerL2', '0, log:1e-5:1e-1:5'],
    ['layers.0.units', '32, 64, 128'],
    ['batchSize', 'null, 128, 32'],
    ['precision', 'float64, float32'],
    ['optimizer.beta1', '0.9'],
  ])('suggests values for %s', (path, values) => expect(suggestedValues(path, base)).toBe(values));
});
