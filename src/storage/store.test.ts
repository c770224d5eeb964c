import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#api';
import {
  epochRows,
  recordRun,
  runConfig,
  temporaryFolder,
  temporaryStore,
  type TestStore,
} from './store-fixture.ts';

afterEach(() => vi.useRealTimers());

const outcome = { status: 'completed' } as const;

/** The AppError that `action` throws. */
function errorOf(action: () => unknown): AppError {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

function createRun(store: TestStore, name = 'calm-sail-1'): string {
  return store.createRuns([{ config: runConfig(), name }])[0]!.id;
}

describe('a run', () => {
  it('is kept from its creation to its end', async () => {
    const store = temporaryStore();
    const config = runConfig({ seed: 7 });
    const id = recordRun(store, config, 26);
    expect(store.liveRuns().map((run) => [run.id, run.status])).toEqual([[id, 'running']]);

    const final = { dataLoss: 0.1, accuracy: 0.9, validationLoss: 0.2, validationAccuracy: 0.8 };
    store.endRuns([[id, { status: 'completed', final }]]);

    const run = store.getRun(id);
    expect(run).toMatchObject({ id, name: 'calm-sail-1', status: 'completed', seed: 7, config, final });
    expect(run.epochsDone).toBe(26);
    expect(run.environment).toEqual({
      appVersion: '1.2.3',
      engineVersion: '4.5.6',
      platform: `${process.platform}-${process.arch}`,
      host: 'serve',
      kernelVariant: 'float64',
      v8Version: null,
      threads: null,
    });
    expect(run.last).toMatchObject({ epoch: 25, loss: 1 / 26, validationLoss: null });
    expect(run.lastValidated).toMatchObject({
      ...{ epoch: 20, dataLoss: 1 / 22, validationLoss: 1 / 21.5 },
      ...{ evaluatedDataLoss: 1 / 23, evaluatedAccuracy: 0.38 },
    });
    expect(run.best).toMatchObject({ epoch: 20, layerPenalties: [0.1 / 21 + 0.2 / 21, 0] });
    expect(store.liveRuns()).toEqual([]);
  });

  it('is of the engine that trains its first epoch, and stays so', async () => {
    const dataDir = temporaryFolder();
    const opened = (engineVersion: string) => temporaryStore({ dataDir, engineVersion });
    const first = opened('1.0.0');
    const id = createRun(first);
    await first.close();
    const second = opened('2.0.0');
    second.startRun(id, 'float64', '13.6');
    expect(second.getRun(id).environment).toMatchObject({ engineVersion: '2.0.0', v8Version: '13.6', threads: null }); // prettier-ignore
    second.recordThreads(id, 4);
    second.appendEpochs(id, epochRows(runConfig(), [{ epoch: 0 }]), 1);
    second.endRuns([[id, { status: 'stopped' }]]);
    await second.close();
    const third = opened('3.0.0');
    third.reopenRun(id);
    third.startRun(id, 'float64', '14.0');
    expect(third.getRun(id).environment).toMatchObject({ engineVersion: '2.0.0', v8Version: '14.0', threads: 4 }); // prettier-ignore
  });

  it('has a public id that can be read aloud', () => {
    expect(createRun(temporaryStore())).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
  });

  it('counts training time without pauses', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
    const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);
    const store = temporaryStore();
    const id = createRun(store);
    advance(60_000);
    store.startRun(id, 'float64');
    advance(1500);
    expect(store.getRun(id).durationMs).toBe(1500);
    store.pauseRun(id);
    advance(3_600_000);
    expect(store.getRun(id).durationMs).toBe(1500);
    store.continueRun(id);
    advance(500);
    store.endRuns([[id, outcome]]);
    advance(10_000);
    expect(store.getRun(id)).toMatchObject({
      durationMs: 2000,
      createdAt: '2026-01-01T00:00:00.000Z',
      startedAt: '2026-01-01T00:01:00.000Z',
      endedAt: '2026-01-01T01:01:02.000Z',
    });
  });

  it('that was paused before it started goes back to the queue', () => {
    const store = temporaryStore();
    const id = createRun(store);
    store.pauseRun(id);
    store.continueRun(id);
    expect(store.getRun(id)).toMatchObject({ status: 'queued', startedAt: null, durationMs: 0 });
  });

  it('keeps the lowest validation loss as its best epoch, the first of equals, and never NaN', () => {
    const store = temporaryStore();
    const config = runConfig();
    const id = createRun(store);
    store.startRun(id, 'float64');
    const losses = [NaN, 0.5, 0.3, 0.3, Infinity, NaN];
    losses.forEach((validationLoss, epoch) => {
      store.appendEpochs(id, epochRows(config, [{ epoch, validationLoss }]), 1);
    });
    expect(store.getRun(id).best).toMatchObject({ epoch: 2, validationLoss: 0.3 });
    expect(store.getRun(id).lastValidated).toMatchObject({ epoch: 5, validationLoss: NaN });
  });

  it('gives back every float64 bit for bit: NaN, infinities, -0, the smallest and the largest', async () => {
    const store = temporaryStore();
    const config = runConfig();
    const id = createRun(store);
    const values = [NaN, Infinity, -Infinity, -0, 0, 5e-324, 1.7976931348623157e308, 0.1, 1 / 3, 1e21, 3];
    store.startRun(id, 'float64');
    const epochs = values.map((value, epoch) => ({ epoch, loss: value, validationLoss: value }));
    store.appendEpochs(id, epochRows(config, epochs), epochs.length);
    const { series } = await store.readSeries({
      id,
      metrics: ['loss', 'validationLoss'],
      fromEpoch: 0,
      toEpoch: null,
      maxPoints: null,
    });
    // Object.is tells -0 from 0 and takes NaN for NaN.
    expect(values.map((value, at) => Object.is(series.loss!.values[at], value))).toEqual(
      values.map(() => true),
    );
    expect([...series.validationLoss!.values]).toEqual(values);
  });

  it('is created with all others or not at all', () => {
    const store = temporaryStore();
    const broken = { ...runConfig(), seed: 1.5 };
    expect(
      errorOf(() =>
        store.createRuns([
          { config: runConfig(), name: 'a' },
          { config: broken, name: 'b' },
        ]),
      ).code,
    ).toBe('storage');
    expect(store.listRuns({ ...allRuns }).total).toBe(0);
  });
});

const allRuns = {
  filter: '',
  trashed: false,
  sort: 'createdAt',
  descending: true,
  offset: 0,
  limit: 200,
} as const;

describe('a run that ended', () => {
  it.each(['completed', 'stopped', 'diverged', 'failed', 'interrupted'] as const)(
    'as %s changes no more',
    (status) => {
      const store = temporaryStore();
      const config = runConfig();
      const id = recordRun(store, config, 3);
      store.endRuns([[id, { status, divergedAt: 2, error: 'why' }]]);
      const ended = store.getRun(id);
      const attempts = [
        () => store.startRun(id, 'float64'),
        () => store.pauseRun(id),
        () => store.continueRun(id),
        () => store.appendEpochs(id, epochRows(config, [{ epoch: 3 }]), 1),
      ];
      for (const attempt of attempts) {
        expect(errorOf(attempt)).toMatchObject({ code: 'conflict', details: { id, status } });
      }
      store.endRuns([[id, outcome]]);
      expect(store.getRun(id)).toEqual(ended);
      expect(ended).toMatchObject({ status, divergedAt: 2, error: 'why', final: null });
    },
  );

  it('leaves others that end with it to their own ends', () => {
    const store = temporaryStore();
    const [first, second, third] = [1, 2, 3].map(() => recordRun(store, runConfig(), 3));
    store.endRuns([[first!, { status: 'stopped' }]]);
    store.endRuns([
      [first!, { status: 'completed' }],
      ['nobody', { status: 'stopped' }],
      [second!, { status: 'diverged', divergedAt: 2 }],
      [third!, { status: 'failed', error: 'why' }],
    ]);
    expect(store.getRuns([first!, second!, third!])).toMatchObject([
      { status: 'stopped', divergedAt: null },
      { status: 'diverged', divergedAt: 2, error: null },
      { status: 'failed', divergedAt: null, error: 'why' },
    ]);
  });

  it('keeps its name, tags and notes open', () => {
    const store = temporaryStore();
    const id = recordRun(store, runConfig(), 3);
    store.endRuns([[id, outcome]]);
    const patched = store.updateRun({ id, name: 'wide', tags: ['b', 'a', 'b'], notes: 'Überfit' });
    expect(patched).toMatchObject({ name: 'wide', tags: ['b', 'a'], notes: 'Überfit' });
    expect(store.tagRuns({ ids: [id], add: ['c', 'a'], remove: ['b'] })[0]!.tags).toEqual(['a', 'c']);
    expect(store.updateRun({ id, notes: '' })).toMatchObject({ name: 'wide', tags: ['a', 'c'], notes: '' });
  });
});

describe('the trash', () => {
  it('takes ended runs, gives them back, and alone deletes', async () => {
    const store = temporaryStore();
    const ids = [1, 2, 3].map(() => recordRun(store, runConfig(), 12));
    ids.forEach((id) => store.endRuns([[id, outcome]]));
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
    store.endRuns([[ended, outcome]]);
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

describe('resolveRunId', () => {
  it('takes a whole id, the beginning of one, or a name', () => {
    const store = temporaryStore();
    const [wide, deep] = ['wide', 'deep'].map((name) => createRun(store, name)) as [string, string];
    expect(store.resolveRunId(wide)).toBe(wide);
    expect(store.resolveRunId(deep.slice(0, 9))).toBe(deep);
    expect(store.resolveRunId(deep.slice(0, 9).toUpperCase())).toBe(deep);
    expect(store.resolveRunId('wide')).toBe(wide);
  });

  it('says what an ambiguous text may mean', () => {
    const store = temporaryStore();
    const twins = [createRun(store, 'twin'), createRun(store, 'twin')];
    const error = errorOf(() => store.resolveRunId('twin'));
    expect(error.code).toBe('conflict');
    for (const id of twins) expect(error.message).toContain(`${id} (twin)`);
    expect(errorOf(() => store.resolveRunId('nobody!'))).toMatchObject({
      code: 'notFound',
      message: 'there is no run with the id or name "nobody!"',
    });
  });
});

it('keeps preferences', () => {
  const store = temporaryStore();
  store.setPreference('theme', 'light');
  store.setPreference('theme', 'dark');
  store.setPreference('columns', [{ key: 'name', width: 120 }]);
  expect(store.getPreferences()).toEqual({ theme: 'dark', columns: [{ key: 'name', width: 120 }] });
});

it('notices that another process wrote, and only that', () => {
  const dataDir = temporaryFolder();
  const host = temporaryStore({ dataDir });
  const cli = temporaryStore({ dataDir, host: 'cli', exclusive: false });
  host.changedElsewhere();
  createRun(host);
  expect(host.changedElsewhere()).toBe(false);
  createRun(cli);
  expect(host.changedElsewhere()).toBe(true);
  expect(host.changedElsewhere()).toBe(false);
  expect(host.liveRuns()).toHaveLength(1);
});

it('survives being closed and opened again', async () => {
  const dataDir = temporaryFolder();
  const store = temporaryStore({ dataDir });
  const id = recordRun(store, runConfig(), 30);
  store.endRuns([[id, outcome]]);
  const before = store.getRun(id);
  expect(store.sizeBytes()).toBeGreaterThan(4096);
  await store.close();
  await store.close();
  expect(temporaryStore({ dataDir }).getRun(id)).toEqual(before);
});
