import { runConfigSchema, type RunSummary } from '#api';
import { expect, it } from 'vitest';
import { dataNotice, precisionNotice } from './data-notice.ts';

const layers = [{ kind: 'dense', units: 3 }, { kind: 'softmax' }];
const run = (config: object): RunSummary =>
  ({ config: runConfigSchema.parse({ layers, ...config }) }) as RunSummary;
const spiral = (fields: object) => ({ dataset: { kind: 'spiral', ...fields } });
const twoLayers = [{ kind: 'dense', units: 4 }, { kind: 'relu' }, ...layers];

it('says when losses are on different samples', () => {
  expect(dataNotice([run(spiral({ noise: 0.2 })), run(spiral({ noise: 0.4 }))])).toBe(
    'The data differ (noise): losses are not of the same samples.',
  );
  expect(
    dataNotice([run({ validation: { samplesPerClass: 100 } }), run({ validation: { samplesPerClass: 50 } })]),
  ).toContain('(validation samples per class)');
});

it('says when only the training sets differ, and when the network moves validation', () => {
  const random = (fields: object) => spiral({ positions: 'random', ...fields });
  const sizes = [run(random({ samplesPerClass: 100 })), run(random({ samplesPerClass: 50 }))];
  expect(dataNotice(sizes)).toBe('The training sets differ (training samples per class).');
  expect(dataNotice([run({}), run({ layers: twoLayers })])).toBe(
    'The validation sets differ, because validation is drawn after the initial weights, whose number differs: losses are not of the same samples.',
  );
  expect(dataNotice([run(random({})), run({ ...random({}), layers: twoLayers })])).toBeNull();
});

it('mentions a differing validation set rather than a training set', () => {
  const random = (fields: object) => run(spiral({ positions: 'random', ...fields }));
  expect(dataNotice([random({}), random({ samplesPerClass: 50 }), random({ noise: 0.4 })])).toContain(
    'noise',
  );
});

it('says when settings have different seeds', () => {
  const words = 'The settings were not run with the same seeds: their losses are not of the same samples.';
  expect(dataNotice([run({ seed: 0 }), run({ seed: 1, epochs: 7 })])).toBe(words);
  expect(dataNotice([run({ seed: 0 }), run({ seed: 1 }), run({ seed: 0, epochs: 7 })])).toBe(words);
});

it('is silent if the data are the same', () => {
  expect(dataNotice([run({ seed: 0 }), run({ seed: 1 })])).toBeNull();
  const paired = [0, 1].flatMap((seed) => [run({ seed, name: 'a' }), run({ seed, epochs: 7 })]);
  expect(dataNotice(paired)).toBeNull();
  expect(dataNotice([run({})])).toBeNull();
  expect(dataNotice([])).toBeNull();
});

it('says that runs of both precisions drift apart', () => {
  const [double, single] = [run({}), run({ precision: 'float32' })];
  expect(precisionNotice([double, single])).toContain('part within a few hundred epochs');
  expect(precisionNotice([single, single])).toBeNull();
});
