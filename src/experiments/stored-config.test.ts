import { expect, it } from 'vitest';
import { formatIssues } from './config-issues.ts';
import { runConfigSchema } from './run-config.ts';
import { parseStoredConfig } from './stored-config.ts';

const config = runConfigSchema.parse({
  layers: [{ kind: 'dense', units: 8 }, { kind: 'relu' }, { kind: 'dense', units: 3 }, { kind: 'softmax' }],
});

it('reads what this version writes unchanged', () => {
  expect(parseStoredConfig(config)).toEqual({ ok: true, config });
});

it.each([
  ['dataset', { dataset: { kind: 'rings', classes: 3, width: 0.1 } }],
  ['a field of a dataset', { dataset: { ...config.dataset, drift: 0.1 } }],
  ['layer', { layers: [{ kind: 'convolution', filters: 4 }, ...config.layers] }],
  ['optimizer', { optimizer: { kind: 'lion', learningRate: 0.1 } }],
  ['schedule', { optimizer: { ...config.optimizer, schedule: { kind: 'oneCycle', top: 0.2 } } }],
  ['validation', { validation: { bootstrap: 100 } }],
  ['a field', { device: 'gpu' }],
])('keeps what only another version knows: %s', (_, change) => {
  expect(parseStoredConfig({ ...config, ...change })).toEqual({ ok: true, config: { ...config, ...change } });
});

it.each([
  ['dataset: missing; allowed: an object', { dataset: undefined }],
  ['dataset.noise: got "0.2"; allowed: a number', { dataset: { ...config.dataset, noise: '0.2' } }],
  ['layers.0.units: missing; allowed: a number', { layers: [{ kind: 'dense' }] }],
  [
    'optimizer.kind: got "lion"; allowed: "sgd", "adagrad", "rmsprop", "adam"',
    { optimizer: { kind: 'lion' } },
  ],
  ['epochs: got null; allowed: a number', { epochs: null }],
])('refuses what screens could not show: %s', (message, change) => {
  const result = parseStoredConfig({ ...config, ...change });
  expect(result.ok ? null : formatIssues(result.issues)).toBe(message);
});
