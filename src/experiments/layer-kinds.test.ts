import { expect, it } from 'vitest';
import { changeConfigPaths } from './config-changes.ts';
import { parseRunConfig } from './config-issues.ts';
import { countParameters } from './count-parameters.ts';
import { kindsOf } from './kinds-of.ts';
import { layerSchema } from './layer-kinds.ts';
import { estimateMemoryBytes } from './memory.ts';
import { presets } from './presets.ts';

const { config } = presets[0]!;

it('has the kinds in the order in which they are offered', () => {
  expect(kindsOf(layerSchema)).toEqual([
    'dense',
    'relu',
    'leakyRelu',
    'tanh',
    'sigmoid',
    'dropout',
    'softmax',
  ]);
});

it.each([
  ['leakyRelu', { kind: 'leakyRelu', alpha: 0.01 }],
  ['tanh', { kind: 'tanh' }],
  ['sigmoid', { kind: 'sigmoid' }],
])("accepts %s in place of a preset's ReLU", (kind, layer) => {
  const result = parseRunConfig(changeConfigPaths(config, [['layers.1.kind', kind]]));
  expect(result).toMatchObject({ ok: true, config: { layers: [{}, layer, {}, {}] } });
});

it('drops the slope with leaky ReLU', () => {
  const leaky = changeConfigPaths(config, [['layers.1.kind', 'leakyRelu']]);
  expect(changeConfigPaths(leaky, [['layers.1.kind', 'relu']])).toEqual(config);
});

it('counts no parameters for activations', () => {
  expect(countParameters(config)).toBe(3 * 64 + 65 * 3);
});

it('leaves room for the slopes of an activation other than ReLU', () => {
  const batches = { ...config, batchSize: 32 };
  const tanh = changeConfigPaths(batches, [['layers.1.kind', 'tanh']]) as typeof config;
  // Twice, as for outputs, for 16 panels of 4 samples in float64.
  expect(estimateMemoryBytes(tanh) - estimateMemoryBytes(batches)).toBe(2 * 16 * 4 * 64 * 8);
});
