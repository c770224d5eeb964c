import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  allRuns,
  createRun,
  epochRows,
  errorOf,
  recordRun,
  runConfig,
  temporaryFolder,
  temporaryStore,
} from './store-fixture.ts';

afterEach(() => vi.useRealTimers());

const outcome = { status: 'completed' } as const;

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

  it('keeps the engine version that trained its first epoch', async () => {
    const dataDir = temporaryFolder();
    const opened = (engineVersion: string) => temporaryStore({ dataDir, engineVersion });
    const first = opened('1.0.0');
    const id = createRun(first);
    await first.close();
    const second = opened('2.0.0');
    second.startRun(id, 'float64', '13.6');
    expect(second.getRun(id).environment).toMatchObject({ engineVersion: '2.0.0', v8Version: '13.6', threads: null }); // oxfmt-ignore
    second.recordThreads(id, 4);
    second.appendEpochs(id, epochRows(runConfig(), [{ epoch: 0 }]), 1);
    second.endRuns([[id, { status: 'stopped' }]]);
    await second.close();
    const third = opened('3.0.0');
    third.reopenRun(id);
    third.startRun(id, 'float64', '14.0');
    expect(third.getRun(id).environment).toMatchObject({ engineVersion: '2.0.0', v8Version: '14.0', threads: 4 }); // oxfmt-ignore
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

  it('keeps the lowest validation loss as its best epoch, the first among equals, and never NaN', () => {
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

  it('returns every float64 bit for bit: NaN, infinities, -0, the smallest and the largest', async () => {
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
    // Object.is tells -0 from 0 and treats NaN as equal to NaN.
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

describe('a run that ended', () => {
  it.each(['completed', 'stopped', 'diverged', 'failed', 'interrupted'] as const)(
    'as %s no longer changes',
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

  it('does not affect others that are ended along with it', () => {
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

  it('still accepts changes to its name, tags and notes', () => {
    const store = temporaryStore();
    const id = recordRun(store, runConfig(), 3);
    store.endRuns([[id, outcome]]);
    const patched = store.updateRun({ id, name: 'wide', tags: ['b', 'a', 'b'], notes: 'Überfit' });
    expect(patched).toMatchObject({ name: 'wide', tags: ['b', 'a'], notes: 'Überfit' });
    expect(store.tagRuns({ ids: [id], add: ['c', 'a'], remove: ['b'] })[0]!.tags).toEqual(['a', 'c']);
    expect(store.updateRun({ id, notes: '' })).toMatchObject({ name: 'wide', tags: ['a', 'c'], notes: '' });
  });
});
