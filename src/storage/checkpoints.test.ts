import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { snapshotBudgetBytes } from '#experiments';
import { createCheckpoints } from './checkpoints.ts';
import { databaseFileName, openConnection } from './connection.ts';
import { createRunLookup } from './run-lookup.ts';
import { createSnapshots } from './snapshots.ts';
import { translateErrors } from './sqlite-errors.ts';
import { emptyHistory, recordRun, runConfig, temporaryStore, type TestStore } from './store-fixture.ts';

const bytesOf = (epoch: number): Uint8Array => Uint8Array.of(epoch, 0, 255, epoch);

function epochsOf(store: TestStore, id: string, upToEpoch?: number): number[] {
  return store.checkpointsOf(id, upToEpoch).map(({ epoch }) => epoch);
}

describe('checkpoints', () => {
  it('are kept as they are, the last three by epoch', () => {
    const store = temporaryStore();
    const id = recordRun(store, runConfig(), 50);
    for (const epoch of [10, 20, 30, 40]) store.saveCheckpoint(id, epoch, bytesOf(epoch));
    expect(epochsOf(store, id)).toEqual([40, 30, 20]);
    for (const { epoch, bytes } of store.checkpointsOf(id)) expect([...bytes]).toEqual([...bytesOf(epoch)]);
    expect(epochsOf(store, id, 30)).toEqual([30, 20]);
    expect(epochsOf(store, id, 19)).toEqual([]);
    expect(store.getRun(id).checkpoints).toEqual([
      { epoch: 40, sizeBytes: 4 },
      { epoch: 30, sizeBytes: 4 },
      { epoch: 20, sizeBytes: 4 },
    ]);
  });

  it('replace one of the same epoch', () => {
    const store = temporaryStore();
    const id = recordRun(store, runConfig(), 50);
    store.saveCheckpoint(id, 10, bytesOf(1));
    store.saveCheckpoint(id, 10, bytesOf(2));
    expect(store.checkpointsOf(id)).toEqual([{ epoch: 10, bytes: Buffer.from(bytesOf(2)) }]);
  });

  it('still advance behind three damaged ones', () => {
    const store = temporaryStore();
    const id = recordRun(store, runConfig(), 50);
    for (const epoch of [30, 40, 50]) store.saveCheckpoint(id, epoch, Uint8Array.of());
    store.saveCheckpoint(id, 5, bytesOf(5));
    expect(epochsOf(store, id)).toEqual([50, 40, 5]);
    store.saveCheckpoint(id, 15, bytesOf(15));
    expect(epochsOf(store, id)).toEqual([50, 40, 15]);
  });

  it('are accepted only from a run that is training', () => {
    const store = temporaryStore();
    const { id } = store.createRuns([{ config: runConfig(), name: 'a' }])[0]!;
    const attempts = [
      () => store.saveCheckpoint(id, 0, bytesOf(0)),
      () => store.saveSnapshots(id, [{ epoch: 0, parameters: Float32Array.of(1) }]),
    ];
    const refused = (): void => {
      const { status } = store.getRun(id);
      for (const attempt of attempts) {
        expect(attempt).toThrow(expect.objectContaining({ code: 'conflict', details: { id, status } }));
      }
      expect(store.getRun(id)).toMatchObject({ checkpoints: [], snapshots: { epochs: [] } });
    };
    refused();
    store.startRun(id, 'float64');
    store.endRuns([[id, { status: 'completed' }]]);
    refused();
    expect(() => store.checkpointsOf('nobody')).toThrow(expect.objectContaining({ code: 'notFound' }));
  });
});

describe('snapshots', () => {
  it('are returned as they were, even if they were part of a larger buffer', () => {
    const store = temporaryStore();
    const id = recordRun(store, runConfig(), 50);
    const buffer = Float32Array.of(9, NaN, -0, Infinity, 1e-45, 9);
    store.saveSnapshots(id, [{ epoch: 10, parameters: Float32Array.of(1) }]);
    store.saveSnapshots(id, [{ epoch: 0, parameters: buffer.subarray(1, 5) }]);
    expect(store.readSnapshots(id)).toEqual([
      { epoch: 0, parameters: buffer.slice(1, 5) },
      { epoch: 10, parameters: Float32Array.of(1) },
    ]);
    expect(store.readSnapshots(id, [10, 3, 10]).map(({ epoch }) => epoch)).toEqual([10]);
    expect(store.getRun(id).snapshots).toEqual({
      epochs: [0, 10],
      damaged: 2,
      sizeBytes: 20,
      budgetBytes: snapshotBudgetBytes,
    });
  });

  it('stay within the budget: the most closely spaced are dropped, the first and the newest stay', () => {
    const store = temporaryStore();
    const id = recordRun(store, runConfig(), 1);
    const quarter = new Float32Array(snapshotBudgetBytes / 4 / 4);
    for (const epoch of [0, 1, 9, 10, 100, 1000]) store.saveSnapshots(id, [{ epoch, parameters: quarter }]);
    expect(store.getRun(id).snapshots).toMatchObject({
      epochs: [0, 10, 100, 1000],
      sizeBytes: snapshotBudgetBytes,
    });
    store.saveSnapshots(id, [{ epoch: 2000, parameters: new Float32Array(snapshotBudgetBytes / 4 + 1) }]);
    expect(store.getRun(id).snapshots.epochs).toEqual([2000]);
  });
});

it('a full disk costs only the checkpoint or snapshot that was about to be written', () => {
  const dataDir = emptyHistory();
  const store = temporaryStore({ dataDir });
  const id = recordRun(store, runConfig(), 100);
  for (const epoch of [10, 20, 30]) store.saveCheckpoint(id, epoch, bytesOf(epoch));
  store.saveSnapshots(id, [{ epoch: 0, parameters: Float32Array.of(1) }]);
  const before = [store.checkpointsOf(id), store.readSnapshots(id), store.readEpochRows(id, 0, 100)];

  const db = openConnection(join(dataDir, databaseFileName));
  const lookup = createRunLookup(db);
  const full = translateErrors({ ...createCheckpoints(db, lookup), ...createSnapshots(db, lookup) });
  const pages = db.pragma('page_count', { simple: true }) as number;
  db.pragma(`max_page_count = ${pages + 4}`);
  const large = new Float32Array(100_000);
  const storageFull = expect.objectContaining({ code: 'storageFull' });
  expect(() => full.saveCheckpoint(id, 40, new Uint8Array(large.buffer))).toThrow(storageFull);
  expect(() => full.saveSnapshots(id, [{ epoch: 40, parameters: large }])).toThrow(storageFull);
  expect([store.checkpointsOf(id), store.readSnapshots(id), store.readEpochRows(id, 0, 100)]).toEqual(before);

  db.pragma('max_page_count = 1073741823');
  full.saveCheckpoint(id, 40, new Uint8Array(large.buffer));
  db.close();
  expect(epochsOf(store, id)).toEqual([40, 30, 20]);
});
