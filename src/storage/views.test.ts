import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { openReadOnly } from './connection.ts';
import { epochRows, recordRun, runConfig, temporaryStore } from './store-fixture.ts';

/** A run of eleven epochs, the last of them NaN, and one in the trash. */
function history(): string {
  const store = temporaryStore();
  const config = runConfig();
  const id = recordRun(store, config, 10, 'seen');
  store.appendEpochs(id, epochRows(config, [{ epoch: 10, loss: NaN, validationLoss: 0.5 }]), 1);
  const trashed = recordRun(store, config, 1, 'thrown away');
  store.endRuns([[trashed, { status: 'stopped' }]]);
  store.trashRuns([trashed]);
  return store.identity().file;
}

const epochsSql =
  'SELECT epoch, loss, validation_loss, generalization_gap, has_nan FROM epochs_view WHERE epoch IN (0, 1, 10)';

it('shows every run and epoch to other programs as numbers, NaN as NULL, and nothing from the trash', () => {
  const db = openReadOnly(history());
  expect(
    db
      .prepare(
        'SELECT name, status, last_epoch, last_loss, weight_regularizer_l2, has_nan, tags FROM runs_view',
      )
      .all(),
  ).toEqual([
    {
      name: 'seen',
      status: 'running',
      last_epoch: 10,
      last_loss: null,
      weight_regularizer_l2: 1e-5,
      has_nan: 1,
      tags: '[]',
    },
  ]);
  expect(db.prepare(epochsSql).raw().all()).toEqual([
    [0, 1, 1 / 1.5, 1 / 1.5 - 1 / 3, 0],
    [1, 0.5, null, null, 0],
    [10, null, 0.5, 0.5 - 1.0986122886681098, 1],
  ]);
  db.close();
});

it.skipIf(spawnSync('sqlite3', ['--version']).status !== 0)('can be read by the system’s sqlite3', () => {
  const { stdout } = spawnSync(
    'sqlite3',
    ['-readonly', history(), 'SELECT name, epochs_done FROM runs_view; SELECT count(*) FROM epochs_view'],
    {
      encoding: 'utf8',
    },
  );
  expect(stdout).toBe('seen|11\n11\n');
});
