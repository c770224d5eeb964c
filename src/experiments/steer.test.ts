import { expect, it } from 'vitest';
import { presets } from './presets.ts';
import type { RunConfig } from './run-config.ts';
import { steeredConfig, steerName } from './steer.ts';

const { config } = presets[0]!;
function changed(index: number, change: object): RunConfig {
  const layers = config.layers.map((layer, at) => (at === index ? { ...layer, ...change } : layer));
  return { ...config, layers } as RunConfig;
}

it('a steered run is named after what was changed', () => {
  const weak = changed(0, { weightRegularizerL2: 1e-4, biasRegularizerL2: 1e-4 });
  const both = changed(0, { weightRegularizerL2: 1e-3, biasRegularizerL2: 1e-3 });
  expect(steerName(weak, both, 812)).toBe('λ₂ layer 1: 1e-4 → 1e-3 at epoch 812');
  const one = changed(0, { weightRegularizerL2: 0, biasRegularizerL2: 1e-4 });
  expect(steerName(weak, one, 1200)).toBe('λ₂ weights layer 1: 1e-4 → 0 at epoch 1,200');
  expect(steerName(config, changed(2, { weightRegularizerL1: 0.05 }), 3)).toBe(
    'λ₁ weights layer 2: 0 → 0.05 at epoch 3',
  );
  expect(steerName(weak, { ...both, epochs: 20 }, 812)).toBe('λ₂ layer 1: 1e-4 → 1e-3 at epoch 812');
  expect(steerName(config, config, 7)).toBe('steered at epoch 7');
});

it('a run steered at its end continues for as many epochs as originally planned', () => {
  expect(steeredConfig(config, 500, 0)).toBe(config);
  expect(steeredConfig(config, 10_001, 0).epochs).toBe(20_002);
  expect(steeredConfig({ ...config, epochs: 300 }, 300, 200).epochs).toBe(400);
  expect(steeredConfig({ ...config, epochs: 9_999_999 }, 9_999_999, 0).epochs).toBe(10_000_000);
});
