import { expect, test } from 'vitest';
import { onDataset } from './on-dataset.ts';
import { parseRunConfig, presets } from './index.ts';

const table = {
  kind: 'table',
  digest: 'a'.repeat(64),
  ...{ name: 'a.csv', rows: 30, features: 4, classes: 2 },
} as const;

test('the output follows the classes, and a table is validated on a share of its rows', () => {
  const result = parseRunConfig(onDataset(presets[0]!.config, table));
  expect(result.ok && result.config).toMatchObject({
    dataset: { ...table, standardize: true },
    validation: { share: 0.2 },
    test: null,
    layers: [{ units: 64 }, { kind: 'relu' }, { units: 2 }, { kind: 'softmax' }],
  });
});

test('keeps sizes that fit the data, and replaces others by ones that fit', () => {
  const config = { ...presets[0]!.config, validation: { share: 0.3 }, test: { samplesPerClass: 5 } };
  expect(onDataset(config, table)).toMatchObject({ validation: { share: 0.3 }, test: { share: 0.2 } });
  expect(onDataset(config, { kind: 'moons' })).toMatchObject({
    validation: { samplesPerClass: 100 },
    test: { samplesPerClass: 5 },
    layers: presets[0]!.config.layers,
  });
});

test('tests a table with a test file on it, and no other table', () => {
  const withTest = { ...table, testRows: 8 };
  const result = parseRunConfig(onDataset(presets[0]!.config, withTest));
  expect(result.ok && result.config).toMatchObject({ dataset: withTest, test: { file: true } });
  const back = onDataset(result.ok ? result.config : presets[0]!.config, table);
  expect(parseRunConfig(back)).toMatchObject({ ok: true, config: { test: { share: 0.2 } } });
});
