import { expect } from 'vitest';
import { fuzz } from '../fuzz-rounds.fixture.ts';
import { anyValue, mutated } from '../fuzz-values.fixture.ts';
import { formatIssues, parseRunConfig } from './config-issues.ts';
import { presets } from './presets.ts';
import { parseSweep } from './sweep/index.ts';

const table = { kind: 'table', digest: 'a'.repeat(64), name: 'own', rows: 150, features: 4, classes: 3 };
const configs: readonly unknown[] = [
  ...presets.map(({ config }) => config),
  { ...presets[0]!.config, dataset: table, validation: { folds: 5, fold: 1 }, test: { share: 0.2 } },
  {
    ...presets[0]!.config,
    ...{ batchSize: 32, earlyStopping: {}, precision: 'float32' },
    optimizer: { kind: 'sgd', schedule: { kind: 'cosine', warmupUpdates: 5 } },
  },
];

fuzz('a config is right, or wrong in words', 400, (dice) => {
  const input = dice.trying(dice.chance(0.1) ? anyValue(dice, 5) : mutated(dice, dice.pick(configs)));
  const parsed = parseRunConfig(input);
  if (parsed.ok) {
    const text = JSON.stringify(parsed.config);
    const again = parseRunConfig(JSON.parse(text));
    expect(again.ok && JSON.stringify(again.config)).toBe(text);
    return;
  }
  expect(parsed.issues.length).toBeGreaterThan(0);
  expect(parsed.issues.length).toBeLessThanOrEqual(101);
  for (const issue of parsed.issues) {
    expect(issue.message.length, formatIssues([issue])).toBeLessThan(600);
    expect(issue.message).not.toContain('[object');
  }
});

const sweeps: readonly unknown[] = [
  {
    base: presets[0]!.config,
    axes: [{ points: [{ 'layers.0.weightRegularizerL2': 0 }, { 'layers.0.weightRegularizerL2': 1e-5 }] }],
    seeds: [0, 1],
  },
  {
    base: configs.at(-2),
    axes: [{ points: [{ 'validation.fold': 0 }, { 'validation.fold': 1 }] }],
    seeds: [3],
  },
  {
    base: configs.at(-1),
    axes: [
      { points: [{ 'optimizer.kind': 'adam' }, { 'optimizer.kind': 'sgd' }] },
      { points: [{ epochs: 10 }, { epochs: 20 }] },
    ],
    seeds: [0],
  },
];

fuzz('a sweep is right, or wrong in words', 200, (dice) => {
  const parsed = parseSweep(dice.trying(mutated(dice, dice.pick(sweeps))));
  if (parsed.ok) expect(parsed.cells.length).toBeGreaterThan(0);
  else for (const { message } of parsed.issues) expect(message).not.toContain('[object');
});
