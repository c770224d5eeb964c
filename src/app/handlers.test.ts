import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateSamples, RandomStream } from '#engine';
import { endlessConfig, failureOf, shareTestApp, smallConfig } from './app-fixture.ts';
import { defaultDataDir } from './data-folder/index.ts';

const shared = shareTestApp();

test('a preview shows exactly the samples that the run trains on', async () => {
  const { client } = shared();
  const { dataset, validation, layers } = smallConfig();
  const preview = await client.previewDataset({ dataset, validation, layers, seed: 3 });
  expect(preview.training.x.length).toBe(30);
  expect([...preview.training.labels.slice(9, 11)]).toEqual([0, 1]);
  expect(preview.validation.y.length).toBe(30);

  const drawn = generateSamples(
    { kind: 'spiral', classes: 3, samplesPerClass: 10, noise: 0.2, labelNoise: 0, positions: 'grid' },
    10,
    new RandomStream(3),
    'grid',
  );
  const x = [...drawn.inputs].filter((_, index) => index % 2 === 0);
  expect([...preview.training.x]).toEqual(x);
});

test('a preview refuses what cannot be drawn', async () => {
  const { client } = shared();
  const { validation, layers } = smallConfig();
  const many = await failureOf(
    client.previewDataset({
      dataset: { kind: 'spiral', samplesPerClass: 50_000 },
      validation,
      layers,
      seed: 0,
    }),
  );
  expect(many.message).toBe('got 150030 points; a preview shows at most 100000');
  const wide = Array.from({ length: 3 }, () => ({ kind: 'dense' as const, units: 65_536 }));
  const large = await failureOf(
    client.previewDataset({ dataset: { kind: 'spiral' }, validation, layers: wide, seed: 0 }),
  );
  expect(large.code).toBe('invalidInput');
});

test('a mistake in a config is refused with its path, and nothing is created', async () => {
  const { client } = shared();
  const configs = [smallConfig(), smallConfig({ epochs: 0 })];
  const refused = await failureOf(client.createRuns({ configs }));
  expect(refused.code).toBe('invalidInput');
  expect(refused.message).toBe('configs.1.epochs: got 0; allowed: at least 1');
  expect((await client.listRuns()).total).toBe(0);
});

test('a new name shows immediately, also where the run is training', async () => {
  const { client, until } = shared();
  const { runs } = await client.createRuns({ configs: [endlessConfig()] });
  const { id } = runs[0]!;
  await until(id, (run) => run.status === 'running');
  await client.updateRun({ id, name: 'renamed', tags: ['wide'] });
  expect((await client.getActivity()).live[0]).toMatchObject({ id, name: 'renamed', status: 'running' });
  expect((await client.tagRuns({ ids: [id], add: ['deep'] })).runs[0]!.tags).toEqual(['wide', 'deep']);
  await client.stopRuns();
});

test('the data folder is the same as the desktop app’s', () => {
  expect(defaultDataDir('linux', {}, '/home/ada')).toBe(join('/home/ada/.config/Lambdascope'));
  expect(defaultDataDir('linux', { XDG_CONFIG_HOME: '/etc/ada' }, '/home/ada')).toBe(
    join('/etc/ada/Lambdascope'),
  );
  expect(defaultDataDir('darwin', {}, '/Users/ada')).toBe(
    join('/Users/ada/Library/Application Support/Lambdascope'),
  );
  expect(defaultDataDir('win32', { APPDATA: 'C:/Roaming' }, 'C:/ada')).toBe(join('C:/Roaming/Lambdascope'));
});
