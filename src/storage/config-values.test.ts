import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, expect, it } from 'vitest';
import { flattenConfig, runConfigSchema, type RunConfigInput } from '#experiments';
import { databaseFileName } from './connection.ts';
import { migrate } from './migrate.ts';
import { databaseOfVersion, released } from './old-database.fixture.ts';
import { emptyHistory, runConfig, temporaryFolder, temporaryStore, type TestStore } from './store-fixture.ts';

type Rows = Record<string, Record<string, unknown>>;

/** The value of each run at each path, reassembled. */
const allSql = `
  SELECT runs.name, path, nullif(coalesce(value, common), x'') AS value
  FROM runs CROSS JOIN config_paths LEFT JOIN config_values USING (path_id, run_id) ORDER BY run_id, path_id`;

function stored(db: Database.Database): Rows {
  const rows: Rows = {};
  for (const [name, path, value] of db.prepare<[], [string, string, unknown]>(allSql).raw().iterate())
    if (value !== null) (rows[name] ??= {})[path] = value;
  return rows;
}

/** The same from the configs as JSON: true and false are texts, null is absent. */
function given(configs: Readonly<Record<string, unknown>>): Rows {
  const leaves = (config: unknown) =>
    [...flattenConfig(runConfigSchema.parse(config))]
      .filter(([path, value]) => path !== 'name' && value !== null)
      .map(([path, value]) => [path, typeof value === 'boolean' ? String(value) : value]);
  return Object.fromEntries(
    Object.entries(configs).map(([name, config]) => [name, Object.fromEntries(leaves(config)) as object]),
  ) as Rows;
}

const rowsOf = (db: Database.Database): number =>
  db.prepare<[], number>(`SELECT count(*) FROM config_values`).pluck().get()!;

let dataDir: string;
let store: TestStore;
let db: Database.Database;
beforeEach(() => {
  dataDir = emptyHistory();
  store = temporaryStore({ dataDir });
  db = new Database(join(dataDir, databaseFileName));
});

const configs: Record<string, RunConfigInput> = {
  first: runConfig({ seed: 1, batchSize: 8 }),
  alike: runConfig({ seed: 1, batchSize: 8 }),
  seeded: runConfig({ seed: 2, batchSize: 8 }),
  whole: runConfig({ seed: 1, batchSize: null }),
  other: runConfig({
    seed: 1,
    layers: [{ kind: 'dense', units: 3 }, { kind: 'softmax' }],
    optimizer: { kind: 'sgd', momentum: 0.9 },
  }),
};

it('stores only what differs from the common values of configs, and loses nothing', () => {
  for (const [name, config] of Object.entries(configs))
    store.createRuns([{ config: runConfigSchema.parse(config), name, tags: [] }]);
  expect(stored(db)).toEqual(given(configs));
  const of = (name: string): number =>
    db
      .prepare<[string], number>(`SELECT count(*) FROM config_values JOIN runs USING (run_id) WHERE name = ?`)
      .pluck()
      .get(name)!;
  expect([of('first'), of('alike'), of('seeded'), of('whole')]).toEqual([0, 0, 1, 1]);
});

it('follows changes to a config, and deletions of runs', () => {
  for (const [name, config] of Object.entries(configs))
    store.createRuns([{ config: runConfigSchema.parse(config), name, tags: [] }]);
  db.prepare(`UPDATE runs SET config = ? WHERE name = 'alike'`).run(JSON.stringify(configs.other));
  expect(stored(db)).toEqual(given({ ...configs, alike: configs.other }));
  db.exec(`DELETE FROM runs WHERE name <> 'first'`);
  expect([stored(db), rowsOf(db)]).toEqual([given({ first: configs.first }), 0]);
  db.exec(`DELETE FROM runs`);
  const { occurring } = store.describeFields({ filter: '', trashed: false, fields: [] });
  expect(occurring.filter(({ group }) => group === 'config')).toEqual([]);
});

it('converts an older database to the same', () => {
  const old = databaseOfVersion(temporaryFolder(), 14);
  const kept = old
    .prepare<[], [string, string, unknown]>(
      `SELECT name, path, value FROM runs JOIN config_values USING (run_id) JOIN config_paths USING (path_id)`,
    )
    .raw()
    .all();
  const before: Rows = {};
  for (const [name, path, value] of kept) (before[name] ??= {})[path] = value;
  migrate(old, released);
  expect(stored(old)).toEqual(before);
  expect(rowsOf(old)).toBeLessThan(kept.length / 2);
  const facts = `SELECT parameters, weight_regularizer_l1, weight_regularizer_l2, bias_regularizer_l1, bias_regularizer_l2 FROM runs ORDER BY run_id`;
  // (2 + 1) * 64 + (64 + 1) * 3
  expect(old.prepare(facts).raw().all()).toEqual([
    [387, 0, 1e-5, 0, 1e-5],
    [387, 0, 0.001, 0, 0],
  ]);
  old.close();
});
