import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { SeriesMetric } from '#api';
import { grownSql } from './overview-maker.ts';
import { epochRows, recordRun, runConfig, temporaryStore } from './store-fixture.ts';

const config = runConfig({ epochs: 1_000_000, evaluateEvery: 10 });
const metrics: SeriesMetric[] = ['dataLoss', 'validationLoss', 'layerPenalties.0'];

/** A run that trains, with rows written past the store: spikes in epochs 30,001 and 333,333, and validated before epoch 20 alone. */
function longRun(epochs: number) {
  const store = temporaryStore();
  const id = recordRun(store, config, 20);
  const file = new Database(store.identity().file);
  file.exec(`
    WITH RECURSIVE steps(epoch) AS (SELECT 20 UNION ALL SELECT epoch + 1 FROM steps WHERE epoch < ${epochs - 1})
    INSERT INTO epochs (run_id, epoch, loss, data_loss, regularization_loss, accuracy, learning_rate)
      SELECT 1, epoch, 1, iif(epoch IN (30001, 333333), 50, 0.5 + epoch % 7 * 0.01), 0, 0.5, 0.05 FROM steps;
    INSERT INTO epoch_penalties (run_id, epoch, layer, weight_l1, weight_l2, bias_l1, bias_l2) VALUES (1, 250000, 0, 0, 9, 0, 0);
    UPDATE runs SET epochs_done = ${epochs}, last_epoch = ${epochs - 1};`);
  const read = async () =>
    (await store.readSeries({ id, metrics, fromEpoch: 0, toEpoch: null, maxPoints: 32_768, thinning: 'stretches' })).series; // prettier-ignore
  return { store, id, file, read, [Symbol.dispose]: () => void file.close() };
}

type Long = ReturnType<typeof longRun>;

async function makeOverviews({ store }: Pick<Long, 'store'>): Promise<number[]> {
  const made: number[] = [];
  for (let next = await store.missingOverview(); next; next = await store.missingOverview()) {
    expect(store.saveOverview(next)).toBe(true);
    made.push(next.epochsDone);
  }
  return made;
}

it('is made of a long run while it trains, and of its last epochs when it has ended', async () => {
  const epochs = 430_000;
  using long = longRun(epochs);
  const { store, id, read, file } = long;
  expect(await makeOverviews(long)).toEqual([100_000, 200_000, 300_000, 400_000]);

  file.exec(`UPDATE epochs SET data_loss = 1000 WHERE epoch BETWEEN 8192 AND 399999`); // what is read now is no row
  const { dataLoss, validationLoss, ['layerPenalties.0']: penalty } = await read();
  expect(dataLoss!.thinned).toBe(true);
  expect([...dataLoss!.epochs.subarray(0, 8192)]).toEqual([...Array(8192).keys()]);
  expect(dataLoss!.epochs.at(-1)).toBe(epochs - 1);
  expect(dataLoss!.epochs.length).toBeLessThan(32_768);
  const spikes = [...dataLoss!.epochs].filter((_, at) => dataLoss!.values[at]! > 1);
  expect(spikes).toEqual([30_001, 333_333]);
  expect([...dataLoss!.epochs]).toEqual([...new Set(dataLoss!.epochs)].sort((a, b) => a - b));
  expect([...validationLoss!.epochs]).toEqual([0, 10]);
  expect(penalty!.values[penalty!.epochs.indexOf(250_000)]).toBe(9);

  store.endRuns([[id, { status: 'stopped' }]]);
  expect(await makeOverviews(long)).toEqual([epochs]);
  expect((await read()).dataLoss!.epochs.at(-1)).toBe(epochs - 1);
  const few = await store.readSeries({
    id,
    metrics: ['dataLoss'],
    fromEpoch: 0,
    toEpoch: null,
    maxPoints: 400,
  });
  expect(Math.max(...few.series.dataLoss!.values)).toBe(50);
});

it('counts no more where epochs are stored anew', async () => {
  using long = longRun(300_001);
  const { store, id, read } = long;
  await makeOverviews(long);
  store.appendEpochs(id, epochRows(config, [{ epoch: 200_000, dataLoss: 77 }]), 1);
  const { dataLoss } = await read();
  expect(dataLoss!.values[dataLoss!.epochs.indexOf(200_000)]).toBe(77);
  expect(await makeOverviews(long)).toEqual([100_000, 200_000, 300_000]);
});

it('is refused of a run that has ended, or whose overview went on, since it was made', async () => {
  using long = longRun(300_001);
  const { store, id } = long;
  const first = (await store.missingOverview())!;
  expect([store.saveOverview(first), store.saveOverview(first)]).toEqual([true, false]);
  const second = (await store.missingOverview())!;
  store.endRuns([[id, { status: 'stopped' }]]);
  expect(store.saveOverview(second)).toBe(false);
});

it('is missed by a look at live runs alone', () => {
  const db = new Database(temporaryStore().identity().file, { readonly: true });
  const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${grownSql}`).all();
  db.close();
  expect(plan.map(({ detail }) => detail).join()).toMatch(/USING INDEX runs_live/);
});
