import { expect, it } from 'vitest';
import { recordRun, runConfig, temporaryStore } from './store-fixture.ts';

it('keeps a run from its creation to its end', async () => {
  const store = temporaryStore();
  const config = runConfig({ seed: 7 });
  const id = recordRun(store, config, 26);
  expect(store.liveRuns().map((run) => [run.id, run.status])).toEqual([[id, 'running']]);

  const final = { dataLoss: 0.1, accuracy: 0.9, validationLoss: 0.2, validationAccuracy: 0.8 };
  store.endRun(id, { status: 'completed', final });

  const run = store.getRun(id);
  expect(run).toMatchObject({
    id,
    name: 'calm-sail-1',
    status: 'completed',
    seed: 7,
    config,
    final,
    epochsDone: 26,
  });
  expect(run.environment).toMatchObject({ appVersion: '1.2.3', engineVersion: '4.5.6', host: 'serve' });
  expect(run.last).toMatchObject({ epoch: 25, loss: 1 / 26, validationLoss: null });
  expect(run.lastValidated).toMatchObject({ epoch: 20, dataLoss: 1 / 22, validationLoss: 1 / 21.5 });
  expect(run.best).toMatchObject({ epoch: 20, layerPenalties: [0.1 / 21 + 0.2 / 21, 0] });
  expect(store.liveRuns()).toEqual([]);

  const { series, epochsDone } = await store.readSeries({
    id,
    metrics: ['loss', 'generalizationGap', 'layerPenalties.0', 'layerPenalties.1'],
    fromEpoch: 10,
    toEpoch: 20,
    maxPoints: null,
  });
  expect(epochsDone).toBe(26);
  expect([...series.loss!.epochs]).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  expect(series.loss!.values[3]).toBe(1 / 14);
  expect([...series.generalizationGap!.epochs]).toEqual([10, 20]);
  expect(series.generalizationGap!.values[1]).toBe(1 / 21.5 - 1 / 22);
  expect(series['layerPenalties.0']!.values[0]).toBe(0.1 / 11 + 0.2 / 11);
  expect([...series['layerPenalties.1']!.values]).toEqual(new Array(11).fill(0));
});
