import { expect, it } from 'vitest';
import { readTimelineQuery, sweepDefinitionSchema } from '#api';
import Database from 'better-sqlite3';
import { runConfig, temporaryStore } from './store-fixture.ts';

const read = readTimelineQuery.parse({});
const path = 'layers.0.weightRegularizerL2';

it('returns when each run trained, its sweep, and when its test set was revealed', async () => {
  const store = temporaryStore();
  const config = runConfig();
  const definition = sweepDefinitionSchema.parse({
    base: config,
    axes: [{ points: [{ [path]: 0 }] }],
    seeds: [0],
  });
  const sweep = store.createSweep(definition, 'lambdas');
  const [old, twice, waiting] = store.createRuns([
    { config, name: 'old' },
    { config, name: 'twice', sweepId: sweep.id },
    { config, name: 'waiting' },
  ]);
  for (const run of [old, twice]) store.startRun(run!.id, 'float64');
  const { file } = store.identity();
  const db = new Database(file);
  // One run recorded before stints existed; and one that was interrupted for an hour.
  db.exec(`DELETE FROM stints;
    UPDATE runs SET started_at = '2026-01-01T10:00:00.000Z', ended_at = '2026-01-01T11:00:00.000Z',
      test_revealed_at = '2026-01-02T00:00:00.000Z' WHERE name = 'old';
    UPDATE runs SET started_at = '2026-01-01T12:00:00.000Z' WHERE name = 'twice';
    INSERT INTO stints (run_id, stint, from_epoch, started_at, ended_at, ending) SELECT run_id, 0, 0, '2026-01-01T12:00:00.000Z',
      '2026-01-01T12:30:00.000Z', 'lost' FROM runs WHERE name = 'twice';
    INSERT INTO stints (run_id, stint, from_epoch, started_at) SELECT run_id, 1, 9, '2026-01-01T13:30:00.000Z' FROM runs WHERE name = 'twice'`);
  db.close();

  const { total, runs, sweeps, stretches } = await store.readTimeline(read);
  expect(total).toBe(2);
  expect(runs).toMatchObject([
    { id: twice!.id, sweep: 0, revealedAt: null },
    { id: old!.id, sweep: null, parent: null, revealedAt: Date.parse('2026-01-02T00:00Z') },
  ]);
  expect(sweeps).toEqual([{ id: sweep.id, name: 'lambdas' }]);
  expect([...stretches.run]).toEqual([1, 0, 0]);
  const at = (clock: string): number => Date.parse(`2026-01-01T${clock}Z`);
  expect([...stretches.from]).toEqual([at('10:00'), at('12:00'), at('13:30')]);
  expect([...stretches.until]).toEqual([at('11:00'), at('12:30'), NaN]);
  expect(runs.map(({ id }) => id)).not.toContain(waiting!.id);
});
