import { expect, it } from 'vitest';
import { parseRunConfig } from './config-issues.ts';
import { presets } from './presets.ts';

it("has the chapter's three experiments, each a complete and valid config", () => {
  expect(presets.map(({ name }) => name)).toEqual(['chapter-100x64', 'chapter-1000x64', 'chapter-1000x512']);
  for (const { config } of presets) expect(parseRunConfig(config)).toEqual({ ok: true, config });
});

it('regularizes only the hidden layer, by L2 on weights and biases', () => {
  const [{ config }] = presets as [(typeof presets)[number]];
  const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };
  expect(config.layers).toEqual([
    { ...none, kind: 'dense', units: 64, weightRegularizerL2: 1e-5, biasRegularizerL2: 1e-5 },
    { kind: 'relu' },
    { ...none, kind: 'dense', units: 3 },
    { kind: 'softmax' },
  ]);
  expect(config.optimizer).toEqual({
    kind: 'adam',
    learningRate: 0.05,
    decay: 1e-8,
    weightDecay: 0,
    schedule: null,
    epsilon: 1e-7,
    beta1: 0.9,
    beta2: 0.999,
  });
  expect([config.epochs, config.evaluateEvery, config.seed]).toEqual([10_001, 10, 0]);
});
