import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { listRunsQuery, type SweepDefinition, sweepDefinitionSchema } from '#api';
import { loadMigrations } from './migrations.ts';
import { recordRun, runConfig, temporaryStore } from './store-fixture.ts';
import { progressRunsSql } from './sweep-list.ts';
import { sweepRunsSql } from './sweeps.ts';

const path = 'layers.0.weightRegularizerL2';
const definition: SweepDefinition = sweepDefinitionSchema.parse({
  base: runConfig(),
  axes: [{ points: [{ [path]: 0 }, { [path]: 1e-3 }] }],
  seeds: [0, 1],
});
const history = listRunsQuery.parse({});
const draft = (name: string, sweepId?: string) => ({ config: runConfig({ seed: 1 }), name, sweepId });

describe('sweeps', () => {
  it('are kept with their definition, newest first, and can change name and grid', async () => {
    const store = temporaryStore();
    const first = store.createSweep(definition, 'first');
    const second = store.createSweep({ ...definition, seeds: [5] }, 'second');
    const listed = await store.listSweeps({ trashed: false }, 1);
    expect(listed.map(({ name }) => name)).toEqual(['second', 'first']);
    expect(await store.listSweeps({ trashed: false, ids: [first.id, 'stranger'] }, 1)).toEqual([listed[1]]);
    store.renameSweep(first.id, 'renamed');
    store.changeSweep(first.id, { ...definition, seeds: [0, 1, 2] });
    expect(store.getSweep(first.id)).toMatchObject({ name: 'renamed' });
    expect(JSON.parse(store.getSweep(first.id).definition)).toEqual({ ...definition, seeds: [0, 1, 2] });
    expect(JSON.parse(store.getSweep(second.id).definition)).toEqual({ ...definition, seeds: [5] });
  });

  it('have the runs that were made for them, with what their figures need', () => {
    const store = temporaryStore();
    const { id } = store.createSweep(definition, 'lambda');
    const [run] = store.createRuns([draft('a', id), draft('b', id)]);
    recordRun(store, runConfig(), 3, 'stranger');
    expect(run!.sweepId).toBe(id);
    const { runs } = store.sweepRuns(id);
    expect(runs.map(({ name, status }) => [name, status])).toEqual([
      ['a', 'queued'],
      ['b', 'queued'],
    ]);
    expect(runs[0]).toMatchObject({
      config: JSON.stringify(run!.config),
      epochsDone: 0,
      best: null,
      final: null,
    });
    expect(store.listRuns({ ...history, sweepId: id })).toMatchObject({ total: 2 });
    expect(store.listRuns(history)).toMatchObject({ total: 3 });
  });

  it('go to the trash with their runs and come back with only those', async () => {
    const store = temporaryStore();
    const { id } = store.createSweep(definition, 'lambda');
    const [kept, gone] = store.createRuns([draft('kept', id), draft('gone', id)]);
    for (const run of [kept!, gone!]) store.endRuns([[run.id, { status: 'stopped' }]]);
    store.trashRuns([gone!.id]);
    store.trashSweep(id);
    expect(await store.listSweeps({ trashed: false }, 1)).toEqual([]);
    expect(await store.listSweeps({ trashed: true }, 1)).toHaveLength(1);
    expect(store.restoreSweep(id)).toEqual([kept!.id]);
    expect(store.getRun(gone!.id).trashedAt).not.toBeNull();
  });

  it('are deleted with the trash; a run taken out then belongs to no sweep', () => {
    const store = temporaryStore();
    const { id } = store.createSweep(definition, 'lambda');
    const [run] = store.createRuns([draft('taken out', id)]);
    store.endRuns([[run!.id, { status: 'stopped' }]]);
    store.trashSweep(id);
    store.restoreRuns([run!.id]);
    expect(store.emptyTrash().runs).toEqual([]);
    expect(() => store.getSweep(id)).toThrow(`there is no sweep "${id}"`);
    expect(store.getRun(run!.id).sweepId).toBeNull();
  });

  it('are found by id, beginning of an id, or name', () => {
    const store = temporaryStore();
    const { id } = store.createSweep(definition, 'lambda');
    store.createSweep(definition, 'twice');
    store.createSweep(definition, 'twice');
    expect([id, id.slice(0, 6), 'lambda'].map(store.resolveSweepId)).toEqual([id, id, id]);
    expect(() => store.resolveSweepId('nothing')).toThrow('there is no sweep with the id or name "nothing"');
    expect(() => store.resolveSweepId('twice')).toThrow('"twice" may mean several sweeps');
  });

  it('find their runs by an index', () => {
    const db = new Database(':memory:');
    for (const { sql } of loadMigrations()) db.exec(sql);
    for (const sql of [sweepRunsSql, progressRunsSql]) {
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(1) as { detail: string }[];
      expect(plan.map(({ detail }) => detail)).toEqual([
        'SEARCH runs USING INDEX runs_by_sweep (sweep_id=?)',
      ]);
    }
  });
});
