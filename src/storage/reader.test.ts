import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AppError, type SeriesMetric } from '#api';
import { smooth, thinStretches } from '#experiments';
import { createReader } from './reader.ts';
import { epochRows, recordRun, runConfig, temporaryFolder, temporaryStore } from './store-fixture.ts';

const wholeRun = { fromEpoch: 0, toEpoch: null, maxPoints: null } as const;

it('reads the metrics of a range, validation only where it was measured', async () => {
  const store = temporaryStore();
  const id = recordRun(store, runConfig(), 26);
  const { series, epochsDone } = await store.readSeries({
    id,
    metrics: [
      ...(['loss', 'dataLoss', 'evaluatedDataLoss', 'generalizationGap'] as const),
      ...(['layerPenalties.0', 'layerPenalties.1', 'loss'] as const),
    ],
    fromEpoch: 10,
    toEpoch: 20,
    maxPoints: null,
  });
  expect(epochsDone).toBe(26);
  const epochs = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];
  expect(series).toEqual({
    loss: {
      epochs: new Float64Array(epochs),
      values: Float64Array.from(epochs, (e) => 1 / (e + 1)),
      thinned: false,
    },
    dataLoss: {
      epochs: new Float64Array(epochs),
      values: Float64Array.from(epochs, (e) => 1 / (e + 2)),
      thinned: false,
    },
    evaluatedDataLoss: {
      epochs: new Float64Array([10, 20]),
      values: new Float64Array([1 / 13, 1 / 23]),
      thinned: false,
    },
    generalizationGap: {
      epochs: new Float64Array([10, 20]),
      values: new Float64Array([1 / 11.5 - 1 / 13, 1 / 21.5 - 1 / 23]),
      thinned: false,
    },
    'layerPenalties.0': {
      epochs: new Float64Array(epochs),
      values: Float64Array.from(epochs, (e) => 0.1 / (e + 1) + 0.2 / (e + 1)),
      thinned: false,
    },
    'layerPenalties.1': {
      epochs: new Float64Array(epochs),
      values: new Float64Array(epochs.length),
      thinned: false,
    },
  });
});

it('reads the parts of a penalty, 0 where a layer has none', async () => {
  const store = temporaryStore();
  const id = recordRun(store, runConfig(), 3);
  const metrics = [
    'layerPenalties.0.weightL1',
    'layerPenalties.0.weightL2',
    'layerPenalties.0.biasL2',
    'layerPenalties.1.weightL2',
  ] as const;
  const { series } = await store.readSeries({ id, metrics: [...metrics], ...wholeRun });
  expect(metrics.map((metric) => [...series[metric]!.values])).toEqual([
    [0, 0, 0],
    [0.1, 0.1 / 2, 0.1 / 3],
    [0.2, 0.2 / 2, 0.2 / 3],
    [0, 0, 0],
  ]);
});

it('reads runs longer than one slice, whole or thinned', async () => {
  const store = temporaryStore();
  const id = recordRun(store, runConfig(), 40_000);
  const whole = await store.readSeries({ id, metrics: ['loss', 'validationLoss'], ...wholeRun });
  expect(whole.series.loss!.epochs).toEqual(Float64Array.from({ length: 40_000 }, (_, epoch) => epoch));
  expect(whole.series.validationLoss!.epochs).toEqual(
    Float64Array.from({ length: 4000 }, (_, at) => at * 10),
  );

  const few = (await store.readSeries({ id, metrics: ['loss'], ...wholeRun, maxPoints: 100 })).series.loss!;
  expect(few.thinned).toBe(true);
  expect(few.epochs.length).toBeLessThanOrEqual(100);
  expect([few.epochs[0], few.epochs.at(-1)]).toEqual([0, 39_999]);
  expect(few.values).toEqual(few.epochs.map((epoch) => 1 / (epoch + 1)));
});

it('thins by stretches, each metric on its own or all at the epochs of the first', async () => {
  const store = temporaryStore();
  const id = recordRun(store, runConfig(), 4000);
  const read = (query: object) =>
    store.readSeries({ id, metrics: ['validationLoss', 'loss'], ...wholeRun, ...query });
  const whole = (await read({})).series;
  const apart = (await read({ maxPoints: 200, thinning: 'stretches' })).series;
  for (const metric of ['validationLoss', 'loss'] as const) {
    const { epochs, values } = whole[metric]!;
    expect(apart[metric]).toEqual({ ...thinStretches(epochs, values, 200), thinned: true });
  }
  const together = (await read({ maxPoints: 200, thinning: 'together' })).series;
  expect(together.validationLoss).toEqual(apart.validationLoss);
  const { epochs } = apart.validationLoss!;
  const loss = { epochs, values: epochs.map((epoch) => 1 / (epoch + 1)), thinned: true };
  expect(together.loss).toEqual(loss);
});

it('smooths from the first epoch on, whichever part is requested, and before thinning', async () => {
  const store = temporaryStore();
  const id = recordRun(store, runConfig(), 400);
  const { loss } = (await store.readSeries({ id, metrics: ['loss'], ...wholeRun })).series;
  const expected = smooth(loss!.values, 0.9);
  const smoothed = { id, ...wholeRun, smoothing: 0.9 };
  const read = async (query: object) =>
    (await store.readSeries({ ...smoothed, metrics: ['loss'], ...query })).series.loss!;
  expect((await read({})).values).toEqual(expected);
  expect((await read({ fromEpoch: 100, toEpoch: 200 })).values).toEqual(expected.slice(100, 201));
  const few = await read({ maxPoints: 40 });
  expect(few.values).toEqual(few.epochs.map((epoch) => expected[epoch]!));
  expect((await read({ fromEpoch: 500 })).values).toEqual(new Float64Array());
});

it('reads many runs at once, and leaves out those that do not exist', async () => {
  const store = temporaryStore();
  const ids = [recordRun(store, runConfig(), 3), recordRun(store, runConfig(), 12)];
  const metrics: ['loss', 'generalizationGap'] = ['loss', 'generalizationGap'];
  const asked = [ids[1]!, 'gone', ids[0]!, ids[1]!];
  const { runs } = await store.readManySeries({ ids: asked, metrics, ...wholeRun });
  expect(runs).toEqual([
    await store.readSeries({ id: ids[1]!, metrics, ...wholeRun }),
    await store.readSeries({ id: ids[0]!, metrics, ...wholeRun }),
  ]);
  expect([...runs[0]!.series.generalizationGap!.epochs]).toEqual([0, 10]);
});

it('preserves NaN and the infinities, validated or not', async () => {
  const store = temporaryStore();
  const config = runConfig();
  const { id } = store.createRuns([{ config, name: 'broken' }])[0]!;
  store.startRun(id, 'float64');
  const rows = [
    { epoch: 0, dataLoss: 1, validationLoss: 3 },
    { epoch: 1, dataLoss: NaN, validationLoss: 2 },
    { epoch: 2, dataLoss: Infinity, validationLoss: Infinity },
    { epoch: 3, dataLoss: -Infinity },
    { epoch: 4, dataLoss: 1, validationLoss: NaN },
  ];
  store.appendEpochs(id, epochRows(config, rows), 5);
  const metrics: SeriesMetric[] = ['dataLoss', 'validationLoss', 'generalizationGap'];
  const { series } = await store.readSeries({ id, metrics, ...wholeRun });
  expect([...series.dataLoss!.values]).toEqual([1, NaN, Infinity, -Infinity, 1]);
  expect([...series.validationLoss!.epochs]).toEqual([0, 1, 2, 4]);
  expect([...series.validationLoss!.values]).toEqual([3, 2, Infinity, NaN]);
  expect([...series.generalizationGap!.epochs]).toEqual([0, 1, 2, 4]);
  expect([...series.generalizationGap!.values]).toEqual([2, NaN, NaN, NaN]);
});

it('has no gap at epochs where the training set was not evaluated', async () => {
  const store = temporaryStore();
  const config = runConfig({ batchSize: 32 });
  const { id } = store.createRuns([{ config, name: 'older' }])[0]!;
  store.startRun(id, 'float64');
  const rows = [
    { epoch: 0, dataLoss: 1, validationLoss: 3, evaluatedDataLoss: null },
    { epoch: 1, dataLoss: 1, validationLoss: 4, evaluatedDataLoss: null },
    { epoch: 2, dataLoss: 1, validationLoss: 5, evaluatedDataLoss: 0.5 },
  ];
  store.appendEpochs(id, epochRows(config, rows), 3);
  const metrics: SeriesMetric[] = ['validationLoss', 'generalizationGap'];
  const { series } = await store.readSeries({ id, metrics, ...wholeRun });
  expect([...series.validationLoss!.values]).toEqual([3, 4, 5]);
  expect(series.generalizationGap).toMatchObject({
    epochs: new Float64Array([2]),
    values: new Float64Array([4.5]),
  });
  expect(store.getRun(id).best).toMatchObject({ epoch: 0, evaluatedDataLoss: null, evaluatedAccuracy: null });
  expect(store.readEpochRows(id, 0, 3)).toEqual(epochRows(config, rows));
});

it('keeps the epochs as they are where some were not recorded', async () => {
  const store = temporaryStore();
  const config = runConfig();
  const { id } = store.createRuns([{ config, name: 'sparse' }])[0]!;
  store.startRun(id, 'float64');
  const rows = [2, 5, 6].map((epoch) => ({ epoch, loss: epoch / 2 }));
  store.appendEpochs(id, epochRows(config, rows), 3);
  const { loss, validationLoss } = (
    await store.readSeries({ id, metrics: ['loss', 'validationLoss'], ...wholeRun })
  ).series;
  expect([...loss!.epochs, ...loss!.values]).toEqual([2, 5, 6, 1, 2.5, 3]);
  expect(validationLoss!.epochs).toHaveLength(0);
});

it('says which layers a run has', async () => {
  const store = temporaryStore();
  const id = recordRun(store, runConfig(), 1);
  await expect(store.readSeries({ id, metrics: ['layerPenalties.2'], ...wholeRun })).rejects.toEqual(
    new AppError(
      'invalidInput',
      `got layerPenalties.2; allowed: layerPenalties.0 to layerPenalties.1, the dense layers of run ${id}`,
    ),
  );
});

it('sees what was appended in the meantime', async () => {
  const store = temporaryStore();
  const id = store.createRuns([{ config: runConfig(), name: 'empty' }])[0]!.id;
  const empty = await store.readSeries({ id, metrics: ['loss'], ...wholeRun });
  expect(empty.series.loss!.values).toEqual(new Float64Array());
  const other = recordRun(store, runConfig(), 5);
  expect((await store.readSeries({ id: other, metrics: ['loss'], ...wholeRun })).epochsDone).toBe(5);
});

it('rejects the calls of a thread that dies, and starts another', async () => {
  const folder = temporaryFolder();
  const entry = join(folder, 'reader.mjs');
  // Receives its role, then answers for the run `good` and dies for any other.
  writeFileSync(
    entry,
    `import { parentPort } from 'node:worker_threads';
     parentPort.once('message', () => parentPort.on('message', ({ call, args: [query] }) => {
       if (query.id !== 'good') throw new Error('out of memory');
       parentPort.postMessage({ call, value: 'alive' });
     }));`,
  );
  const reader = createReader(entry, 'unused');
  const ask = (id: string) => reader.readSeries({ id, metrics: ['loss'], ...wholeRun });
  expect(await ask('good')).toBe('alive');
  const died = { code: 'storage', message: 'a thread of the database stopped (out of memory); try again' };
  const both = await Promise.allSettled([ask('bad'), ask('good')]);
  expect(both.map((settled) => settled.status === 'rejected' && (settled.reason as unknown))).toEqual([
    expect.objectContaining(died),
    expect.objectContaining(died),
  ]);
  expect(await ask('good')).toBe('alive');
  await reader.close();
  await expect(ask('good')).rejects.toMatchObject({ code: 'storage', message: 'the database is closed' });
});
