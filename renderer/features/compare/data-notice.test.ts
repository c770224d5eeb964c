import { runConfigSchema, type RunSummary } from '#api';
import { expect, it } from 'vitest';
import { dataNotice } from './data-notice.ts';

const layers = [{ kind: 'dense', units: 3 }, { kind: 'softmax' }];
const run = (config: object): RunSummary =>
  ({ config: runConfigSchema.parse({ layers, ...config }) }) as RunSummary;
const spiral = (fields: object) => ({ dataset: { kind: 'spiral', ...fields } });

it('says when losses are of different samples', () => {
  expect(dataNotice([run(spiral({ noise: 0.2 })), run(spiral({ noise: 0.4 }))])).toBe(
    'These runs are of different data (dataset.noise): their losses are not of the same samples.',
  );
  expect(
    dataNotice([run({ validation: { samplesPerClass: 100 } }), run({ validation: { samplesPerClass: 50 } })]),
  ).toContain('validation.samplesPerClass');
  expect(dataNotice([run(spiral({ samplesPerClass: 100 })), run(spiral({ samplesPerClass: 50 }))])).toBe(
    'These runs have training sets of different sizes (dataset.samplesPerClass).',
  );
});

it('is silent about the same data', () => {
  expect(dataNotice([run({ seed: 0 }), run({ seed: 1, epochs: 7 })])).toBeNull();
  expect(dataNotice([run({})])).toBeNull();
  expect(dataNotice([])).toBeNull();
});
