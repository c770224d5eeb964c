import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type ConfirmationPlan, parseSweep, sweepDefinitionSchema } from '#api';
import { confirmationRunsSql, confirmationsSql } from './confirmations.ts';
import { loadMigrations } from './migrations.ts';
import { runConfig, temporaryStore, type TestStore } from './store-fixture.ts';

const path = 'layers.0.weightRegularizerL2';
const config = (seed: number) => runConfig({ seed, test: { samplesPerClass: 1000 } });
const definition = sweepDefinitionSchema.parse({
  base: config(0),
  axes: [{ points: [{ [path]: 0 }, { [path]: 1e-3 }] }],
  seeds: [0, 1],
});
const plan: ConfirmationPlan = {
  chosen: { [path]: 1e-3 },
  baseline: { [path]: 0 },
  choice: { by: 'hand' },
  test: { samplesPerClass: 1000 },
  seeds: [7, 8],
};
const parsed = parseSweep(definition);
/** Two configs that belong to the sweep. */
const asked = parsed.ok ? parsed.cells[1]!.configs : [];

/** A sweep with one run of its own and one of a confirmation whose config is also in the sweep, both completed. */
function confirmed(store: TestStore) {
  const sweepId = store.createSweep(definition, 'lambda').id;
  const confirmationId = store.createConfirmation(sweepId, plan);
  const [own, fresh] = store.createRuns([
    { config: asked[0]!, name: 'own', sweepId },
    { config: asked[1]!, name: 'fresh', sweepId, confirmationId },
  ]);
  const final = { dataLoss: 1, accuracy: 0.5, validationLoss: 1, validationAccuracy: 0.5 };
  for (const { id } of [own!, fresh!]) {
    store.endRuns([[id, { status: 'completed', final, test: { dataLoss: 0.25, accuracy: 0.75 } }]]);
  }
  return { sweepId, confirmationId, own: own!.id, fresh: fresh!.id };
}

describe('confirmations', () => {
  it('are kept with their plan, and their runs appear in no cell of the sweep', async () => {
    const store = temporaryStore();
    const { sweepId, confirmationId, own, fresh } = confirmed(store);
    const [stored] = store.confirmationsOf(sweepId);
    expect(stored).toMatchObject({ id: confirmationId, runs: [{ id: fresh, name: 'fresh', test: null }] });
    expect(JSON.parse(stored!.plan)).toEqual(plan);
    expect(store.getRun(fresh)).toMatchObject({ sweepId, confirmationId });
    expect(store.getRun(own).confirmationId).toBeNull();
    expect(store.sweepRuns(sweepId).runs.map(({ id }) => id)).toEqual([own]);
    expect((await store.listSweeps({ trashed: false }, 1))[0]!.counts).toMatchObject({
      completed: 1,
      missing: 3,
    });
    expect(store.seedsOfSweep(sweepId).sort()).toEqual([0, 1]);
  });

  it('show all revealed test metrics, or none', () => {
    const store = temporaryStore();
    const { sweepId, fresh } = confirmed(store);
    const [unmeasured] = store.createRuns([{ config: config(8), name: 'queued' }]);
    expect(() => store.revealTests([fresh, unmeasured!.id])).toThrow(
      'its test set is evaluated when it ends',
    );
    expect(store.confirmationsOf(sweepId)[0]!.runs[0]!.test).toBeNull();
    store.revealTests([fresh]);
    expect(store.confirmationsOf(sweepId)[0]!.runs[0]!.test!.metrics).toEqual({
      dataLoss: 0.25,
      accuracy: 0.75,
    });
    expect(store.getRun(fresh).test!.revealedAt).not.toBeNull();
  });

  it('go to the trash with their sweep, come back with it, and are deleted with it', () => {
    const store = temporaryStore();
    const { sweepId, own, fresh } = confirmed(store);
    store.trashSweep(sweepId);
    expect(store.getRun(fresh).trashedAt).not.toBeNull();
    expect(store.restoreSweep(sweepId)).toEqual([own, fresh]);
    expect(store.confirmationsOf(sweepId)[0]!.runs[0]!.trashedAt).toBeNull();

    store.trashSweep(sweepId);
    store.restoreRuns([fresh]);
    expect(store.emptyTrash().runs).toEqual([own]);
    expect(store.getRun(fresh)).toMatchObject({ sweepId: null, confirmationId: null });
  });

  it('are found through an index, as are their runs', () => {
    const db = new Database(':memory:');
    for (const { sql } of loadMigrations()) db.exec(sql);
    const planOf = (sql: string, binding: unknown) =>
      (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(binding) as { detail: string }[])[0]!.detail;
    expect(planOf(confirmationsSql, 'abc')).toBe(
      'SEARCH confirmations USING INDEX confirmations_by_sweep (sweep_id=?)',
    );
    expect(planOf(confirmationRunsSql, 1)).toBe(
      'SEARCH runs USING INDEX runs_by_confirmation (confirmation_id=?)',
    );
  });
});
