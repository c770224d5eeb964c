import { expect, it } from 'vitest';
import { describeDataset, describeLayers, describeOptimizer } from './describe-config.ts';
import { presets } from './presets.ts';
import { runConfigSchema } from './run-config.ts';

it('describes a preset in the words of a table', () => {
  const { layers, dataset, optimizer } = presets[0]!.config;
  expect(describeLayers(layers)).toBe('64 relu · 3 softmax');
  expect(describeDataset(dataset)).toBe('spiral 100 × 3');
  expect(describeOptimizer(optimizer)).toBe('adam 0.05');
});

it('describes layers without activation', () => {
  const { layers } = runConfigSchema.parse({
    layers: [{ kind: 'dense', units: 8 }, { kind: 'dense', units: 3 }, { kind: 'softmax' }],
  });
  expect(describeLayers(layers)).toBe('8 · 3 softmax');
});
