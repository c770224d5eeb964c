import { expect, it } from 'vitest';
import { listRunsQuery } from '#api';
import { openConnection } from './connection.ts';
import { epochRows, recordRun, runConfig, temporaryStore, type TestStore } from './store-fixture.ts';

function found(store: TestStore, filter: string): string[] {
  const query = listRunsQuery.parse({ filter, descending: false });
  return store.listRuns(query).runs.map(({ name }) => name);
}

/** A running run with these epochs, which continues `parentId` where they begin. */
function record(
  store: TestStore,
  name: string,
  epochs: Parameters<typeof epochRows>[1],
  parentId?: string,
): string {
  const config = runConfig();
  const branch =
    parentId === undefined ? {} : { branch: { parentId, epoch: epochs[0]!.epoch, ancestry: [] } };
  const { id } = store.createRuns([{ config, name, ...branch }])[0]!;
  store.startRun(id, 'float64');
  store.appendEpochs(id, epochRows(config, epochs), epochs.length);
  return id;
}

it('a metric at an epoch is the one recorded there; before a fork began, its ancestor’s', () => {
  const store = temporaryStore();
  // Data loss 1 / (epoch + 2); validation loss 1 / (epoch + 1.5) at every tenth epoch.
  const parent = recordRun(store, runConfig(), 100, 'parent');
  const fork = record(store, 'fork', [{ epoch: 40, dataLoss: 7, validationLoss: 9 }], parent);
  record(store, 'fork of it', [{ epoch: 41, dataLoss: 8, validationLoss: NaN }], fork);
  expect(found(store, 'data_loss@30 = 0.03125')).toEqual(['parent', 'fork', 'fork of it']); // 1 / 32
  expect(found(store, 'data_loss@40 = 7')).toEqual(['fork', 'fork of it']);
  expect(found(store, 'data_loss@41 > 1')).toEqual(['fork of it']);
  expect(found(store, 'validation_loss@41 is nan')).toEqual(['fork of it']);
  expect(found(store, 'gap@41 is nan')).toEqual(['fork of it']);
  expect(found(store, 'validation_loss@31 is missing')).toEqual(['parent', 'fork', 'fork of it']);
  expect(found(store, 'gap at 40 = 2')).toEqual(['fork', 'fork of it']); // 9 - 7
  expect(found(store, 'loss@99 is missing')).toEqual(['fork', 'fork of it']);
});

it('a run that is its own ancestor, which should be impossible, has no metric before it began', () => {
  const store = temporaryStore();
  const id = record(store, 'loop', [{ epoch: 40 }]);
  const db = openConnection(store.identity().file);
  db.prepare(`UPDATE runs SET parent_id = ?, branch_epoch = 40`).run(id);
  db.close();
  expect(found(store, 'loss@3 is missing')).toEqual(['loop']);
});

it('penalties of layers are those of the last and the best epoch, and 0 without lambdas', () => {
  const store = temporaryStore();
  const penalties = (l2: number) => [[0, l2, 0, 0] as const];
  const epochs = [
    { epoch: 0, validationLoss: 1, penalties: penalties(0.1) },
    { epoch: 10, validationLoss: 2, penalties: penalties(0.3) },
  ];
  record(store, 'finite', epochs);
  record(store, 'nan', [{ epoch: 0, penalties: penalties(NaN) }]);
  record(store, 'infinite', [{ epoch: 0, penalties: penalties(Infinity) }]);
  expect(found(store, 'layer_penalties.0 = 0.3')).toEqual(['finite']);
  expect(found(store, 'best.layer_penalties.0 = 0.1')).toEqual(['finite']);
  expect(found(store, 'layer_penalties.0@0 = 0.1')).toEqual(['finite']);
  expect(found(store, 'layer_penalties.0 is nan')).toEqual(['nan']);
  expect(found(store, 'layer_penalties.0 = Infinity')).toEqual(['infinite']);
  expect(found(store, 'layer_penalties.1 = 0 and layer_penalties.1@0 = 0')).toEqual([
    'finite',
    'nan',
    'infinite',
  ]);
  expect(found(store, 'layer_penalties.2 is missing')).toEqual(['finite', 'nan', 'infinite']);
});

/** Validation loss falls until epoch `turn` and then rises, measured every tenth epoch; the training loss keeps falling. */
function overfitting(turn: number) {
  return Array.from({ length: 41 }, (_, at) => {
    const epoch = at * 10;
    return { epoch, dataLoss: 1 / (epoch + 1), validationLoss: 1 + Math.abs(epoch - turn) / 100 };
  });
}

it('onset is judged when a run ends, and unknown while it is running', () => {
  const store = temporaryStore();
  const id = record(store, 'overfit', overfitting(100));
  record(store, 'still training', overfitting(100));
  store.endRuns([[id, { status: 'stopped' }]]);
  // By hand: the median of five around epoch 100 is 1.1; the first value above 1.1 * 1.05 is 1.2, at epoch 120.
  expect(found(store, 'onset = 120')).toEqual(['overfit']);
  expect(found(store, 'onset is missing')).toEqual(['still training']);
  store.reopenRun(id);
  store.startRun(id, 'float64');
  expect(found(store, 'onset is missing')).toEqual(['overfit', 'still training']);
});

it('onsets of existing runs are judged later, a few at a time', () => {
  const store = temporaryStore();
  for (const turn of [100, 200, 300]) {
    const id = record(store, `from ${turn}`, overfitting(turn));
    store.endRuns([[id, { status: 'completed' }]]);
  }
  const db = openConnection(store.identity().file);
  db.exec(
    `DROP TRIGGER runs_ended_are_immutable; UPDATE runs SET onset_epoch = NULL, onset_epochs = NULL; UPDATE runs SET config = '7' WHERE name = 'from 200'`,
  );
  db.close();
  expect(found(store, 'onset > 0')).toEqual([]);
  let steps = 1;
  while (store.judgeOnsets(0)) steps += 1;
  expect(steps).toBe(4);
  expect(found(store, 'onset = 120 or onset = 320')).toEqual(['from 100', 'from 300']);
});

it('knows where runs are from', () => {
  const store = temporaryStore();
  recordRun(store, runConfig(), 1, 'own');
  recordRun(store, runConfig(), 1, 'brought');
  const db = openConnection(store.identity().file);
  db.exec(`INSERT INTO imports VALUES (1, 'mmmmmmmmm1', 'Ünit.csv', '2026-01-02T00:00:00.000Z', NULL);
    UPDATE runs SET import_id = 1, origin = 'csv' WHERE name = 'brought'`);
  db.close();
  expect(found(store, 'imported_from = ünit.CSV and origin = CSV')).toEqual(['brought']);
  expect(found(store, 'origin is missing and imported_from is missing')).toEqual(['own']);
});
