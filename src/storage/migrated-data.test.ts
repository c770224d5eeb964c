import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Connection, databaseFileName, openConnection } from './connection.ts';
import { migrate } from './migrate.ts';
import { databaseOfVersion, released } from './old-database.fixture.ts';
import { openStorage } from './storage.ts';
import { storageOptions, temporaryFolder } from './store-fixture.ts';

/** Makes a change that the database refuses for ended runs. */
function whileChangeable(db: Connection, change: () => void): void {
  const name = 'runs_ended_are_immutable';
  const trigger = db
    .prepare<[string], string>('SELECT sql FROM sqlite_schema WHERE name = ?')
    .pluck()
    .get(name)!;
  db.exec(`DROP TRIGGER ${name}`);
  change();
  db.exec(trigger);
}

it('completes the configs of version 1 and keeps every number in them', () => {
  const db = databaseOfVersion(temporaryFolder(), 1);
  const edge =
    '{"seed":4294967295,"decay":1e-8,"tiny":5e-324,"tenth":0.1,"optimizer":{"kind":"sgd"},"batchSize":null}';
  whileChangeable(db, () => db.prepare('UPDATE runs SET config = ?').run(edge));
  migrate(db, released.slice(0, 2));
  const config = JSON.parse(db.prepare<[], string>('SELECT config FROM runs').pluck().get()!) as object;
  expect(config).toMatchObject({
    ...{ seed: 4294967295, decay: 1e-8, tiny: 5e-324, tenth: 0.1, batchSize: null },
    ...{ optimizer: { kind: 'sgd', weightDecay: 0 }, earlyStopping: null },
  });
  db.close();
});

it('derives the mean over the last 5 % of epochs for completed runs, and no averaged weights', async () => {
  const dataDir = temporaryFolder();
  const db = databaseOfVersion(dataDir, 5);
  db.exec(`
    WITH RECURSIVE series (value) AS (SELECT 2 UNION ALL SELECT value + 1 FROM series WHERE value < 99)
    INSERT INTO epochs (run_id, epoch, loss, data_loss, regularization_loss, accuracy, learning_rate, validation_loss, validation_accuracy)
      SELECT 2, value, 1, 1, 0, 0.5, 0.05, iif(value < 95, 9.0, 0.5 + (value - 97) / 10.0), 0.5 FROM series;
    DROP TRIGGER runs_ended_are_immutable;
    UPDATE runs SET epochs_done = 100 WHERE run_id = 2;
    CREATE TRIGGER runs_ended_are_immutable BEFORE UPDATE OF status ON runs BEGIN SELECT 1; END;`);
  db.close();
  const store = openStorage(storageOptions({ dataDir }));
  // NumPy: std([0.3, 0.4, 0.5, 0.6, 0.7], ddof=1)
  const { tail, averaged } = store.getRun('9876543210');
  expect(tail).toMatchObject({ epochs: 5, dataLoss: null, validationAccuracy: 0.5 });
  expect(tail!.validationLoss).toBeCloseTo(0.5, 14);
  expect(tail!.validationLossDeviation).toBeCloseTo(0.15811388300841897, 14);
  expect(averaged).toBeNull();
  expect(store.getRun('0123456789').tail).toBeNull();
  store.close();
});

describe('what was added to configs later', () => {
  it('gets the value that keeps the old meaning, in runs, in ancestries of forks, and in sweeps', () => {
    const db = databaseOfVersion(temporaryFolder(), 5);
    const base = '{"optimizer":{"kind":"sgd","decay":1e-8},"earlyStopping":{"patience":7}}';
    db.prepare(`UPDATE sweeps SET definition = json_set(definition, '$.base', json(?))`).run(base);
    db.exec(`INSERT INTO sweeps VALUES (9, 'vvvvvvvvv9', 'no base', '{"axes":[]}', '2026', NULL)`);
    migrate(db, released);
    const read = (sql: string) => JSON.parse(db.prepare<[], string>(sql).pluck().get()!) as object;
    expect(read('SELECT config FROM runs WHERE run_id = 2')).toMatchObject({
      optimizer: { decay: 0, schedule: null },
      earlyStopping: { patience: 1, metric: 'validationLoss', minDelta: 0, restoreBest: false },
    });
    expect(read('SELECT ancestry FROM runs WHERE run_id = 2')).toMatchObject([
      { until: 1, config: { optimizer: { decay: 1e-8, schedule: null } } },
    ]);
    expect(read('SELECT definition FROM sweeps WHERE sweep_id = 1')).toMatchObject({
      base: {
        optimizer: { decay: 1e-8, schedule: null },
        earlyStopping: { patience: 7, metric: 'validationLoss', minDelta: 0, restoreBest: false },
      },
    });
    expect(read('SELECT definition FROM sweeps WHERE sweep_id = 9')).toEqual({ axes: [] });
    db.close();
  });
});

it('marks held-out samples of stored configs as being on the grid, wherever a config is stored', () => {
  const db = databaseOfVersion(temporaryFolder(), 5);
  const add = db.prepare(`INSERT INTO sweeps (public_id, name, definition, created_at) VALUES (?, ?, ?, '')`);
  const definitions = {
    whole: {
      base: { dataset: { kind: 'moons', noise: 0.1 }, epochs: 5 },
      axes: [
        { points: [{ 'dataset.kind': 'spiral' }, { 'dataset.kind': 'moons' }] },
        { points: [{ epochs: 5 }, { epochs: 1e-7 }] },
      ],
      seeds: [0],
    },
    chapter: { base: { layers: [] }, axes: [], seeds: [0, 1] },
    table: { base: { dataset: { kind: 'table' } }, axes: [{ points: [{ 'dataset.kind': 'table' }] }] },
    unreadable: { base: 7, axes: 'none' },
    list: [1, 2],
  };
  for (const [id, definition] of Object.entries(definitions)) add.run(id, id, JSON.stringify(definition));
  migrate(db, released);

  const read = (sql: string): unknown => JSON.parse(db.prepare<[], string>(sql).pluck().get()!);
  const definition = (id: string) => read(`SELECT definition FROM sweeps WHERE public_id = '${id}'`);
  expect(definition('whole')).toEqual({
    base: { dataset: { kind: 'moons', noise: 0.1, positions: 'grid' }, epochs: 5 },
    axes: [
      {
        points: [
          { 'dataset.kind': 'spiral', 'dataset.positions': 'grid' },
          { 'dataset.kind': 'moons', 'dataset.positions': 'grid' },
        ],
      },
      { points: [{ epochs: 5 }, { epochs: 1e-7 }] },
    ],
    seeds: [0],
  });
  for (const id of ['chapter', 'table', 'unreadable', 'list'] as const) {
    expect(definition(id)).toEqual(definitions[id]);
  }
  const grid = { dataset: { kind: 'spiral', positions: 'grid' } };
  expect(read('SELECT config FROM runs WHERE run_id = 1')).toMatchObject(grid);
  expect(read('SELECT ancestry FROM runs WHERE run_id = 2')).toMatchObject([{ until: 1, config: grid }]);
  expect(read('SELECT ancestry FROM runs WHERE run_id = 1')).toEqual([]);
  db.close();
});

it('keeps what version 2 knows of forks, checkpoints and snapshots', async () => {
  const dataDir = temporaryFolder();
  databaseOfVersion(dataDir, 2).close();
  const store = openStorage(storageOptions({ dataDir }));
  expect(store.getRun('9876543210')).toMatchObject({
    status: 'completed',
    stoppedEarly: true,
    digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    branch: { parentId: '0123456789', parentName: 'chapter-100x64', epoch: 1 },
    environment: { kernelVariant: 'float64' },
    config: { earlyStopping: { patience: 1 }, optimizer: { weightDecay: 0.01 } },
  });
  expect(store.getRun('0123456789').forks).toEqual([
    { id: '9876543210', name: 'fork', epoch: 1, status: 'completed' },
  ]);
  expect(store.ancestryOf('9876543210')).toEqual([{ until: 1, config: store.getRun('0123456789').config }]);
  expect(store.checkpointsOf('9876543210')).toEqual([{ epoch: 2, bytes: Buffer.of(0, 255) }]);
  expect(store.readSnapshots('9876543210')).toEqual([{ epoch: 1, parameters: Float32Array.of(1, -2) }]);
  store.close();
});

it('gives runs of version 5 their evaluated training loss where it is known, and keeps every row', async () => {
  const dataDir = temporaryFolder();
  const db = databaseOfVersion(dataDir, 5);
  const rows = db.prepare('SELECT * FROM epochs ORDER BY run_id, epoch').raw().all() as unknown[][];
  const addRun = (id: number, publicId: string, change: string): void => {
    db.exec(`
      CREATE TEMP TABLE copied AS SELECT * FROM runs WHERE run_id = 1;
      UPDATE copied SET run_id = ${id}, public_id = '${publicId}', config = ${change};
      INSERT INTO runs SELECT * FROM copied;
      DROP TABLE copied;
      INSERT INTO epochs SELECT ${id}, epoch, loss, data_loss, regularization_loss, accuracy, learning_rate,
        validation_loss, validation_accuracy FROM epochs WHERE run_id = 1;`);
  };
  addRun(3, 'dropout000', `json_insert(config, '$.layers[#]', json('{"kind":"dropout","rate":0.1}'))`);
  addRun(4, 'batches000', `json_set(config, '$.batchSize', 32)`);
  db.close();

  const store = openStorage(storageOptions({ dataDir }));
  const known = { evaluatedDataLoss: 1.25, evaluatedAccuracy: 0.5 };
  const unknown = { evaluatedDataLoss: null, evaluatedAccuracy: null };
  expect(store.getRun('0123456789')).toMatchObject({ best: known, last: unknown });
  expect(store.getRun('dropout000')).toMatchObject({ best: unknown, last: unknown });
  expect(store.getRun('batches000')).toMatchObject({ best: unknown, last: unknown });
  store.close();

  const upgraded = openConnection(join(dataDir, databaseFileName));
  const evaluated = upgraded
    .prepare('SELECT * FROM epochs ORDER BY run_id, epoch')
    .raw()
    .all() as unknown[][];
  const nothing = [null, null];
  // Run 1 is validated at epoch 0; its fork, which has batches, at epoch 1.
  const values = [[1.25, 0.5], nothing, nothing, nothing, nothing, nothing, nothing];
  expect(evaluated.map((row) => row.slice(9))).toEqual(values);
  expect(evaluated.slice(0, 3).map((row) => row.slice(0, 9))).toEqual(rows);
  upgraded.close();
});

it('makes the overviews of long runs again, and keeps those of shorter ones', () => {
  const db = databaseOfVersion(temporaryFolder(), 15);
  whileChangeable(db, () => db.exec('UPDATE runs SET epochs_done = 299999 + run_id'));
  db.exec('UPDATE runs SET overview_epochs = epochs_done');
  migrate(db, released);
  expect(db.prepare('SELECT run_id, overview_epochs FROM runs ORDER BY run_id').raw().all()).toEqual([
    [1, 300_000],
    [2, null],
  ]);
  db.close();
});
