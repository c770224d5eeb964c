import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { withoutOverviewSql } from './overview-maker.ts';
import { epochRows, runConfig, temporaryStore } from './store-fixture.ts';

const length = 5000;
const metrics = ['dataLoss', 'validationLoss', 'generalizationGap'] as const;

/** An ended run of 5,000 epochs, with one spike, one NaN and a validation every tenth epoch. */
function endedRun(epochs = length) {
  const store = temporaryStore();
  const config = runConfig({ epochs, evaluateEvery: 10 });
  const { id } = store.createRuns([{ config, name: 'a' }])[0]!;
  const rows = Array.from({ length: epochs }, (_, epoch) => ({
    epoch,
    dataLoss: epoch === 1234 ? 77 : epoch === 3210 ? NaN : 1 / (1 + epoch) + (epoch % 7) / 100,
    ...(epoch % 10 === 0 ? { validationLoss: 2 - epoch / 4000, evaluatedDataLoss: 1 / (1 + epoch) } : {}),
  }));
  store.startRun(id, 'float64');
  store.appendEpochs(id, epochRows(config, rows), rows.length);
  store.endRuns([[id, { status: 'stopped' }]]);
  return { store, id };
}

it('equals what the rows of a long, ended run say, and is read without them', async () => {
  const { store, id } = endedRun();
  const query = { ids: [id], metrics: [...metrics], fromEpoch: 0, toEpoch: null };
  const fromRows = await store.readManySeries({ ...query, maxPoints: 2000 });
  const overview = (await store.missingOverview())!;
  expect(overview).toMatchObject({ id, epochsDone: length });
  expect(store.saveOverview(overview)).toBe(true);
  expect(await store.missingOverview()).toBeNull();

  const file = new Database(store.identity().file);
  file.prepare('UPDATE epochs SET data_loss = 1000').run(); // what is read now cannot come from a row
  const stored = await store.readManySeries({ ...query, maxPoints: 2000 });
  expect(stored.runs[0]!.series.dataLoss).toEqual(fromRows.runs[0]!.series.dataLoss);
  const { values, epochs } = (await store.readManySeries({ ...query, maxPoints: 100 })).runs[0]!.series
    .dataLoss!;
  expect(values.length).toBeLessThanOrEqual(100);
  expect([Math.max(...values.filter(Number.isFinite)), epochs[values.indexOf(77)]]).toEqual([77, 1234]);
  expect(epochs[values.findIndex(Number.isNaN)]).toBe(3210);

  const part = await store.readManySeries({ ...query, fromEpoch: 10, toEpoch: 12, maxPoints: 2000 });
  expect([...part.runs[0]!.series.dataLoss!.values]).toEqual([1000, 1000, 1000]);
  file.close();
});

it('no longer counts once the run continued, and is rejected if made from an outdated state', async () => {
  const { store, id } = endedRun();
  const overview = (await store.missingOverview())!;
  store.saveOverview(overview);
  store.reopenRun(id, 6000);
  store.startRun(id, 'float64');
  const config = runConfig({ epochs: 6000 });
  store.appendEpochs(id, epochRows(config, [{ epoch: length, dataLoss: 99 }]), 1);
  const { runs } = await store.readManySeries({ ids: [id], metrics: ['dataLoss'], fromEpoch: 0, toEpoch: null, maxPoints: 2000 }); // oxfmt-ignore
  expect(runs[0]!.series.dataLoss!.values.at(-1)).toBe(99);
  expect(store.saveOverview(overview)).toBe(false);
});

it('is ignored if damaged', async () => {
  const { store, id } = endedRun();
  store.saveOverview((await store.missingOverview())!);
  const query = { ids: [id], metrics: ['dataLoss' as const], fromEpoch: 0, toEpoch: null, maxPoints: 2000 };
  const before = await store.readManySeries(query);
  const file = new Database(store.identity().file);
  file.prepare(`UPDATE run_overviews SET metric_values = x'0102'`).run();
  expect(await store.readManySeries(query)).toEqual({
    runs: [{ ...before.runs[0]!, series: { dataLoss: { ...before.runs[0]!.series.dataLoss! } } }],
  });
  file.close();
});

it('is not made for short runs, and the next run without one is found without a full scan', async () => {
  const { store } = endedRun(100);
  expect(await store.missingOverview()).toBeNull();
  const file = new Database(store.identity().file);
  const plan = file.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${withoutOverviewSql}`).all();
  expect(plan.map(({ detail }) => detail).join()).toMatch(/USING INDEX runs_without_overview/);
  file.close();
});
