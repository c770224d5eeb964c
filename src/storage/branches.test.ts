import { beforeEach, describe, expect, it } from 'vitest';
import type { TrainingStage } from '#engine';
import { epochRows, recordRun, runConfig, temporaryStore, type TestStore } from './store-fixture.ts';

let store: TestStore;
let parent: string;
beforeEach(() => {
  store = temporaryStore();
  parent = recordRun(store, runConfig(), 100, 'parent');
  store.endRuns([[parent, { status: 'completed' }]]);
});

/** A fork of `parentId` at `epoch`. */
function fork(parentId: string, epoch: number, name = 'fork'): string {
  const ancestry = [...store.ancestryOf(parentId), { config: store.getRun(parentId).config, until: epoch }];
  const config = runConfig({ optimizer: { kind: 'sgd' } });
  return store.createRuns([{ config, name, branch: { parentId, epoch, ancestry } }])[0]!.id;
}

describe('a fork', () => {
  it('says where it comes from, and its parent lists it', () => {
    const id = fork(parent, 40);
    expect(store.getRun(id)).toMatchObject({
      branch: { parentId: parent, parentName: 'parent', epoch: 40 },
      epochsDone: 40,
      last: null,
      forks: [],
    });
    expect(store.getRun(parent)).toMatchObject({
      branch: null,
      forks: [{ id, name: 'fork', epoch: 40, status: 'queued' }],
    });
    expect(store.ancestryOf(parent)).toEqual([]);
    const stages: TrainingStage[] = [{ config: runConfig(), until: 40 }];
    expect(store.ancestryOf(id)).toEqual(stages);
    const second = fork(id, 60);
    expect(store.ancestryOf(second)).toEqual([
      ...stages,
      { config: runConfig({ optimizer: { kind: 'sgd' } }), until: 60 },
    ]);
  });

  it('records only its own epochs', () => {
    const id = fork(parent, 40);
    store.startRun(id, 'float64');
    const rows = epochRows(runConfig(), [
      { epoch: 40, validationLoss: 0.9 },
      { epoch: 41, validationLoss: 0.8 },
    ]);
    store.appendEpochs(id, rows, 2);
    expect(store.getRun(id)).toMatchObject({ epochsDone: 42, last: { epoch: 41 }, best: { epoch: 41 } });
    expect(store.readEpochRows(id, 0, 100)).toEqual(rows);
  });

  it('is exported with its own epochs and its parent’s id', async () => {
    const id = fork(parent, 40);
    store.startRun(id, 'float64');
    store.appendEpochs(id, epochRows(runConfig(), [{ epoch: 40 }, { epoch: 41 }]), 2);
    const read = async (table: 'runs' | 'epochs') => {
      let text = '';
      const query = { table, ids: [id], selection: { filter: '', trashed: false } };
      for await (const chunk of store.exportTable(query)) text += String(chunk);
      const [, ...lines] = text.trimEnd().split('\r\n');
      return lines.map((line) => line.split(','));
    };
    expect((await read('epochs')).map(([run, , , epoch]) => [run, epoch])).toEqual([
      [id, '40'],
      [id, '41'],
    ]);
    expect((await read('runs')).map((cells) => cells.slice(7, 9))).toEqual([[parent, '40']]);
  });

  it('outlives its parent', () => {
    const id = fork(parent, 40);
    store.trashRuns([parent]);
    expect(store.getRun(id).branch).toEqual({ parentId: parent, parentName: 'parent', epoch: 40 });
    store.emptyTrash();
    expect(store.getRun(id).branch).toEqual({ parentId: parent, parentName: null, epoch: 40 });
    expect(store.ancestryOf(id)).toEqual([{ config: runConfig(), until: 40 }]);
  });

  it('in the trash is not among the forks of its parent', () => {
    const ids = [fork(parent, 40, 'first'), fork(parent, 10, 'second')];
    for (const id of ids) {
      store.startRun(id, 'float64');
      store.endRuns([[id, { status: 'stopped' }]]);
    }
    store.trashRuns([ids[0]!]);
    expect(store.getRun(parent).forks.map(({ name }) => name)).toEqual(['second']);
  });
});
