import { describe, expect, it } from 'vitest';
import { listRunsQuery, passingTag, type SweepDefinition } from '#api';
import { allRuns, errorOf, recordRun, runConfig, temporaryStore } from './store-fixture.ts';

const definition = { base: {}, axes: [], seeds: [0] } as unknown as SweepDefinition;
const trashed = listRunsQuery.parse({ trashed: true });

/** A store with these runs in its trash. */
function storeWithTrash(...names: readonly string[]) {
  const store = temporaryStore();
  const ids = names.map((name) => {
    const id = recordRun(store, runConfig(), 12, name);
    store.endRuns([[id, { status: 'completed' }]]);
    return id;
  });
  store.trashRuns(ids);
  return { store, ids };
}

it('shows what is in the trash: matching runs, and sweeps if nothing restricts it', () => {
  const { store, ids } = storeWithTrash('calm-sail', 'wide-sail', 'deep-lake');
  const sweep = store.createSweep(definition, 'two seeds');
  const kept = store.createSweep(definition, 'kept');
  store.trashSweep(sweep.id);
  const [calm, wide, deep] = ids;
  expect(store.readTrash({ filter: '' })).toEqual({
    runs: [
      { id: calm, name: 'calm-sail' },
      { id: wide, name: 'wide-sail' },
      { id: deep, name: 'deep-lake' },
    ],
    sweeps: [{ id: sweep.id, name: 'two seeds' }],
  });
  expect(store.readTrash({ filter: 'sail wide' })).toEqual({
    runs: [{ id: wide, name: 'wide-sail' }],
    sweeps: [],
  });
  expect(store.readTrash({ filter: '', sweepId: kept.id })).toEqual({ runs: [], sweeps: [] });
});

it('deletes exactly the listed runs and sweeps that are in the trash', () => {
  const { store, ids } = storeWithTrash('a', 'b', 'c');
  const [a, b, c] = ids as [string, string, string];
  const sweeps = ['first', 'second'].map((name) => store.createSweep(definition, name).id);
  sweeps.forEach((id) => store.trashSweep(id));
  // Restored after the list was shown.
  store.restoreRuns([b]);

  expect(store.emptyTrash({ ids: [a, b, 'nobody'] })).toEqual({
    runs: [a],
    sweeps: [],
    left: { runs: 1, epochs: 12 },
  });
  expect(store.readTrash({ filter: '' }).runs.map(({ id }) => id)).toEqual([c]);
  expect(store.getRun(b)).toMatchObject({ trashedAt: null, epochsDone: 12 });
  expect(store.emptyTrash({ sweepIds: [sweeps[1]!] })).toMatchObject({ runs: [], sweeps: [sweeps[1]] });
  expect(store.getSweep(sweeps[0]!).trashedAt).not.toBeNull();
  while (store.deleteStep().left !== null);
  expect(store.emptyTrash({ ids: [], sweepIds: [] })).toEqual({ runs: [], sweeps: [], left: null });
  expect(store.emptyTrash()).toMatchObject({ runs: [c], sweeps: [sweeps[0]] });
});

it('hides a deleted run from everybody while its epochs are still there', () => {
  const store = temporaryStore();
  const sweep = store.createSweep(definition, 'two seeds');
  const config = runConfig();
  const parent = recordRun(store, config, 30, 'parent');
  const branch = { parentId: parent, epoch: 10, ancestry: [{ until: 10, config }] };
  const [fork] = store.createRuns([{ config, name: 'fork', branch }]);
  const [member] = store.createRuns([{ config, name: 'member', sweepId: sweep.id }]);
  store.endRuns([[parent, { status: 'interrupted' }]]);
  store.endRuns([[member!.id, { status: 'stopped' }]]);
  store.trashRuns([parent, member!.id]);
  store.emptyTrash({ ids: [parent, member!.id] });

  const rowId = `~1`;
  for (const id of [parent, member!.id, rowId]) {
    expect(() => store.getRun(id)).toThrow(expect.objectContaining({ code: 'notFound' }));
    expect(() => store.restoreRuns([id])).toThrow(expect.objectContaining({ code: 'notFound' }));
    expect(() => store.reopenRun(id)).toThrow(expect.objectContaining({ code: 'notFound' }));
  }
  for (const text of ['parent', 'member', parent.slice(0, 9), '~']) {
    expect(() => store.resolveRunId(text)).toThrow(expect.objectContaining({ code: 'notFound' }));
  }
  expect(store.resolveRunId('')).toBe(fork!.id);
  expect(store.listRuns(trashed)).toMatchObject({ runs: [], total: 0, unreadable: [] });
  expect(store.listRuns(listRunsQuery.parse({})).runs.map(({ id }) => id)).toEqual([fork!.id]);
  expect(store.selectRunIds({ filter: '', trashed: true })).toEqual([]);
  expect(store.readTrash({ filter: '' })).toEqual({ runs: [], sweeps: [] });
  expect(store.sweepRuns(sweep.id).runs).toEqual([]);
  expect(store.seedsOfSweep(sweep.id)).toEqual([]);
  expect(store.getRun(fork!.id).branch).toEqual({ parentId: parent, parentName: null, epoch: 10 });
  expect(store.recoverRuns()).toEqual({ interrupted: [], requeued: [], away: [] });
  expect(store.emptyTrash()).toMatchObject({ runs: [], sweeps: [] });
});

it('trashes only runs that were to be kept for a day, once that is over; kept or restored ones stay', () => {
  const store = temporaryStore();
  const [passing, kept, training] = ['passing', 'kept', 'training'].map((name) =>
    recordRun(store, runConfig(), 12, name),
  );
  store.tagRuns({ ids: [passing!, training!], add: [passingTag], remove: [] });
  for (const id of [passing!, kept!]) store.endRuns([[id, { status: 'completed' }]]);
  const trashedNames = (): string[] => store.listRuns(trashed).runs.map(({ name }) => name);

  expect(store.trashPassing('2000-01-01T00:00:00.000Z')).toEqual([]);
  expect(store.trashPassing('9999-01-01T00:00:00.000Z')).toEqual([passing]);
  expect(trashedNames()).toEqual(['passing']);
  store.restoreRuns([passing!]);
  expect(store.trashPassing('9999-01-01T00:00:00.000Z')).toEqual([]);
  expect(store.getRun(passing!).tags).toEqual([]);
});

describe('the trash', () => {
  it('accepts ended runs, gives them back, and is the only place to delete from', async () => {
    const store = temporaryStore();
    const ids = [1, 2, 3].map(() => recordRun(store, runConfig(), 12));
    ids.forEach((id) => store.endRuns([[id, { status: 'completed' }]]));
    const [first, second, third] = ids as [string, string, string];

    expect(store.trashRuns([first, second])[0]!.trashedAt).toMatch(/Z$/);
    expect(store.listRuns(allRuns).runs.map((run) => run.id)).toEqual([third]);
    expect(store.listRuns({ ...allRuns, trashed: true }).total).toBe(2);
    expect(store.restoreRuns([second])[0]!.trashedAt).toBeNull();

    expect(store.emptyTrash().runs).toEqual([first]);
    expect(errorOf(() => store.getRun(first)).code).toBe('notFound');
    expect(store.getRun(second).epochsDone).toBe(12);
    const query = { id: first, metrics: ['loss' as const], fromEpoch: 0, toEpoch: null, maxPoints: null };
    await expect(store.readSeries(query)).rejects.toMatchObject({ code: 'notFound' });
    expect((await store.readSeries({ ...query, id: second })).series.loss!.values.length).toBe(12);
  });

  it('refuses a live run, and then moves none', () => {
    const store = temporaryStore();
    const ended = recordRun(store, runConfig(), 1);
    store.endRuns([[ended, { status: 'completed' }]]);
    const live = recordRun(store, runConfig(), 1);
    const error = errorOf(() => store.trashRuns([ended, live]));
    expect(error).toMatchObject({ code: 'conflict', details: { ids: [live] } });
    expect(error.message).toBe(`run calm-sail-1 (${live}) is running; stop it before moving it to the trash`);
    const other = recordRun(store, runConfig(), 1, 'deep-lake-2');
    expect(errorOf(() => store.trashRuns([ended, live, other])).message).toBe(
      'runs that have not ended cannot go to the trash; stop these first: ' +
        `calm-sail-1 (${live}) is running, deep-lake-2 (${other}) is running`,
    );
    expect(store.getRun(ended).trashedAt).toBeNull();
  });
});
