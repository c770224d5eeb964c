import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sweepDefinitionSchema } from '#api';
import { databaseFileName } from './database-file-name.ts';
import { loadMigrations } from './migrations.ts';
import { stintCountSql, stintListSql } from './stint-list.ts';
import { emptyHistory, runConfig, temporaryStore } from './store-fixture.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();

/** A store with a run in a sweep and one outside, and the stints that `fill` writes. */
function storeWith(fill: (insert: (...values: unknown[]) => void) => void) {
  const dataDir = emptyHistory();
  const store = temporaryStore({ dataDir });
  const { id: sweepId } = store.createSweep(
    sweepDefinitionSchema.parse({ base: runConfig(), seeds: [0] }),
    'lambda',
  );
  store.createRuns([
    { config: runConfig(), name: 'of a sweep', sweepId },
    { config: runConfig(), name: 'alone' },
  ]);
  const db = new Database(fileIn(dataDir));
  const insert = db.prepare(
    `INSERT INTO stints (run_id, stint, worker_id, worker, machine, from_epoch, started_at, ended_at, ending)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  db.transaction(() => fill((...values) => void insert.run(...values)))();
  db.close();
  return store;
}
const fileIn = (dataDir: string): string => join(dataDir, databaseFileName);

it('are returned with their runs and sweeps, if they end after the given time', async () => {
  const store = storeWith((insert) => {
    insert(1, 0, 'w-1', 'attic', 'attic-1', 0, at(0), at(5), 'lost');
    insert(1, 1, 'w-2', 'lab', 'lab-3', 40, at(6), at(20), 'ended');
    insert(2, 0, null, null, null, 0, at(3), null, null);
  });
  const all = await store.listStints(at(5));
  expect(all).toMatchObject({
    left: 0,
    stints: [
      {
        worker: { id: 'w-1', name: 'attic', machine: 'attic-1' },
        ending: 'lost',
        run: { name: 'of a sweep' },
      },
      { worker: null, endedAt: null, ending: null, run: { name: 'alone' }, sweep: null },
      {
        worker: { name: 'lab' },
        fromEpoch: 40,
        startedAt: at(6),
        endedAt: at(20),
        sweep: { name: 'lambda' },
      },
    ],
  });
  const later = await store.listStints(at(21));
  expect(later.stints.map(({ run }) => run.name)).toEqual(['alone']);
});

it('leave out the oldest if there are very many, and say how many', async () => {
  const store = storeWith((insert) => {
    for (let stint = 0; stint < 5003; stint++)
      insert(1, stint, null, null, null, 0, at(stint), at(stint + 1), 'ended');
  });
  const { stints, left } = await store.listStints(at(0));
  expect([stints.length, left, stints[0]!.startedAt]).toEqual([5000, 3, at(3)]);
});

it('are found by an index', () => {
  const db = new Database(':memory:');
  for (const { sql } of loadMigrations()) db.exec(sql);
  for (const sql of [stintListSql, stintCountSql]) {
    const binding = sql === stintListSql ? { from: at(0), most: 1 } : { from: at(0) };
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(binding) as { detail: string }[];
    const details = plan.map(({ detail }) => detail).join('\n');
    expect(details).toContain('INDEX stints_by_end (ended_at>?)');
    expect(details).toContain('INDEX stints_by_end (ended_at=?)');
    expect(details).not.toMatch(/SCAN (stints|runs)/);
  }
});
