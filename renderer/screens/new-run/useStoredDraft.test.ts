import { expect, test } from 'vitest';
import { configOnData } from './useStoredDraft.ts';

test('the network gets an output per class of the data', () => {
  const { label, config } = configOnData(JSON.stringify({ kind: 'blobs', classes: 5, noise: 0.3 }));
  expect(label).toBe('blobs');
  expect(config.dataset).toMatchObject({ kind: 'blobs', classes: 5, noise: 0.3, samplesPerClass: 100 });
  expect(config.validation).toEqual({ samplesPerClass: 100 });
  expect(config.layers.at(-2)).toMatchObject({ kind: 'dense', units: 5 });
  expect(config.layers[0]).toMatchObject({ kind: 'dense', units: 64 });
});

test('for a table a share is held out, and its name is given', () => {
  const table = { kind: 'table', digest: 'a'.repeat(64), name: 'a.csv', rows: 30, features: 4, classes: 2 };
  const { label, config } = configOnData(JSON.stringify(table));
  expect(label).toBe('a.csv');
  expect(config).toMatchObject({ dataset: { ...table, standardize: true }, validation: { share: 0.2 } });
});

test.each(['{', 'null', '{"kind":"cubes"}', '{"kind":"moons","classes":3}'])('%s is refused', (text) => {
  expect(() => configOnData(text)).toThrow(/data/);
});
