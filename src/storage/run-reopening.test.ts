import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AppError, RunConfigInput } from '#api';
import { databaseFileName } from './connection.ts';
import type { RunOutcome } from '#api';
import { epochRows, runConfig, temporaryFolder, temporaryStore, type TestStore } from './store-fixture.ts';

afterEach(() => vi.useRealTimers());

const final = { dataLoss: 0.1, accuracy: 0.9, validationLoss: 0.2, validationAccuracy: 0.8 };
const digest = 'a'.repeat(64);

/** Records what a run does that trains all epochs from `from` on: the validation loss falls, measured every tenth epoch and at the last. */
function record(store: TestStore, id: string, from: number): void {
  const { config } = store.getRun(id);
  const epochs = Array.from({ length: config.epochs - from }, (_, at) => {
    const epoch = from + at;
    const validated = epoch % config.evaluateEvery === 0 || epoch === config.epochs - 1;
    return { epoch, ...(validated && { validationLoss: 1 / (epoch + 1) }) };
  });
  store.appendEpochs(id, epochRows(config, epochs), epochs.length);
}

/** A run with all its epochs that has ended. */
function endedRun(store: TestStore, outcome: RunOutcome, changes: Partial<RunConfigInput> = {}): string {
  const { id } = store.createRuns([
    { config: runConfig({ epochs: 26, ...changes }), name: 'calm-sail-1' },
  ])[0]!;
  store.startRun(id, 'float64');
  record(store, id, 0);
  store.endRuns([[id, outcome]]);
  return id;
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'conflict' });
    return (thrown as AppError).message;
  }
  throw new Error('nothing was thrown');
}

describe('a run that is reopened', () => {
  it.each(['stopped', 'interrupted'] as const)(
    'after it was %s is queued as if it had not ended',
    (status) => {
      const store = temporaryStore();
      const id = endedRun(store, { status, final, error: 'why' });
      const before = store.getRun(id);
      expect(before).toMatchObject({ status, final, error: 'why' });
      const reopened = store.reopenRun(id);
      expect(reopened).toMatchObject({
        status: 'queued',
        endedAt: null,
        error: null,
        final,
        config: before.config,
      });
      expect(store.getRun(id).environment.kernelVariant).toBeNull();
      expect(store.liveRuns()).toEqual([reopened]);
      expect(store.readEpochRows(id, 25, 1)[6]).toBe(1);
    },
  );

  it('keeps its first start and adds up its training time', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
    const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);
    const store = temporaryStore();
    const { id } = store.createRuns([{ config: runConfig(), name: 'a' }])[0]!;
    store.startRun(id, 'float64');
    advance(1000);
    store.endRuns([[id, { status: 'stopped' }]]);
    advance(60_000);
    store.reopenRun(id);
    advance(60_000);
    store.startRun(id, 'float64');
    advance(500);
    store.endRuns([[id, { status: 'completed', digest, stoppedEarly: true }]]);
    expect(store.getRun(id)).toMatchObject({
      durationMs: 1500,
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: '2026-01-01T00:02:01.500Z',
      stoppedEarly: true,
      digest,
    });
  });

  it('and stopped in the queue is what it was before; once it has started, its old end is gone', () => {
    const store = temporaryStore();
    const id = endedRun(store, { status: 'stopped', final });
    store.reopenRun(id);
    store.endRuns([[id, { status: 'stopped' }]]);
    expect(store.getRun(id)).toMatchObject({ status: 'stopped', final });
    store.reopenRun(id);
    store.startRun(id, 'float64');
    expect(store.getRun(id).final).toBeNull();
    store.endRuns([[id, { status: 'diverged', divergedAt: 26 }]]);
    expect(store.getRun(id)).toMatchObject({ status: 'diverged', final: null });
  });

  it('and paused before it started again goes back to the queue', () => {
    const store = temporaryStore();
    const id = endedRun(store, { status: 'stopped' });
    store.reopenRun(id);
    store.pauseRun(id);
    store.continueRun(id);
    expect(store.getRun(id).status).toBe('queued');
    store.startRun(id, 'relaxedFloat32', '13.6');
    store.pauseRun(id);
    store.continueRun(id);
    expect(store.getRun(id)).toMatchObject({
      status: 'running',
      environment: { kernelVariant: 'relaxedFloat32', v8Version: '13.6' },
    });
  });

  it('with more epochs loses what only its last epoch had', () => {
    const store = temporaryStore();
    const { id } = store.createRuns([{ config: runConfig({ epochs: 26 }), name: 'a' }])[0]!;
    store.startRun(id, 'float64');
    record(store, id, 0);
    for (const epoch of [10, 25, 26]) store.saveCheckpoint(id, epoch, Uint8Array.of(epoch));
    store.endRuns([[id, { status: 'completed', final, digest }]]);
    expect(store.getRun(id)).toMatchObject({ digest, best: { epoch: 25 }, lastValidated: { epoch: 25 } });

    const reopened = store.reopenRun(id, 40);
    expect(reopened).toMatchObject({ status: 'queued', final: null, digest: null, epochsDone: 26 });
    expect(reopened.config).toEqual(runConfig({ epochs: 40 }));
    expect(reopened.last).toMatchObject({
      epoch: 25,
      loss: 1.1,
      ...{ validationLoss: null, validationAccuracy: null },
      ...{ evaluatedDataLoss: null, evaluatedAccuracy: null },
    });
    expect(reopened.lastValidated).toMatchObject({ epoch: 20, validationLoss: 1 / 21 });
    expect(reopened.best).toMatchObject({ epoch: 20, validationLoss: 1 / 21 });
    // The one after the former last epoch may remember its validation.
    expect(store.checkpointsOf(id).map(({ epoch }) => epoch)).toEqual([25, 10]);

    store.startRun(id, 'float64');
    record(store, id, 25);
    const untouched = store.createRuns([{ config: runConfig({ epochs: 40 }), name: 'a' }])[0]!.id;
    store.startRun(untouched, 'float64');
    record(store, untouched, 0);
    expect(store.readEpochRows(id, 0, 100)).toEqual(store.readEpochRows(untouched, 0, 100));
    const { last, lastValidated, best, epochsDone } = store.getRun(untouched);
    expect(store.getRun(id)).toMatchObject({ last, lastValidated, best, epochsDone });
  });

  it('with more epochs keeps a last validation that was due anyway', () => {
    const store = temporaryStore();
    const id = endedRun(store, { status: 'completed' }, { epochs: 21 });
    expect(store.reopenRun(id, 22)).toMatchObject({ best: { epoch: 20 }, last: { validationLoss: 1 / 21 } });
  });

  it('that has no validation left has no best epoch', () => {
    const store = temporaryStore();
    const { id } = store.createRuns([{ config: runConfig({ epochs: 26 }), name: 'a' }])[0]!;
    store.startRun(id, 'float64');
    store.appendEpochs(id, epochRows(runConfig(), [{ epoch: 25, validationLoss: 0.5 }]), 1);
    store.endRuns([[id, { status: 'interrupted' }]]);
    expect(store.reopenRun(id, 100)).toMatchObject({ best: null, lastValidated: null, last: { epoch: 25 } });
  });

  it('belongs to the process that reopened it, and is requeued when that dies', async () => {
    const dataDir = temporaryFolder();
    const id = endedRun(temporaryStore({ dataDir, host: 'cli', exclusive: false }), {
      status: 'interrupted',
    });
    const cli = temporaryStore({ dataDir, host: 'cli', exclusive: false });
    cli.reopenRun(id);
    expect(cli.liveRuns().map((run) => run.id)).toEqual([id]);
    await cli.close();
    const host = temporaryStore({ dataDir });
    expect(host.recoverRuns()).toEqual({ interrupted: [], requeued: [id], away: [] });
    expect(host.liveRuns().map((run) => run.id)).toEqual([id]);
  });
});

describe('reopening is refused', () => {
  it('for a run that is live', () => {
    const store = temporaryStore();
    const { id } = store.createRuns([{ config: runConfig(), name: 'a' }])[0]!;
    expect(messageOf(() => store.reopenRun(id))).toContain(
      'is queued; only a run that has ended can be resumed',
    );
    store.startRun(id, 'float64');
    expect(messageOf(() => store.reopenRun(id, 99_999))).toContain('is running');
  });

  it.each(['diverged', 'failed'] as const)('for one that has %s', (status) => {
    const store = temporaryStore();
    const id = endedRun(store, { status });
    expect(messageOf(() => store.reopenRun(id, 1000))).toBe(
      `run calm-sail-1 (${id}) has ${status} and cannot be resumed; fork it at an earlier epoch`,
    );
  });

  it('for a completed one without a larger number of epochs', () => {
    const store = temporaryStore();
    const id = endedRun(store, { status: 'completed', digest });
    const before = store.getRun(id);
    const message = `run calm-sail-1 (${id}) has completed its 26 epochs; to continue it needs a larger number`;
    expect(messageOf(() => store.reopenRun(id))).toBe(`${message} (none was given)`);
    expect(messageOf(() => store.reopenRun(id, 26))).toBe(`${message} (got 26)`);
    expect(store.getRun(id)).toEqual(before);
  });

  it('for one that early stopping ended, and for fewer epochs than planned', () => {
    const store = temporaryStore();
    const early = endedRun(store, { status: 'completed', stoppedEarly: true });
    expect(messageOf(() => store.reopenRun(early, 1000))).toContain('was ended by early stopping');
    const stopped = endedRun(store, { status: 'stopped' });
    expect(messageOf(() => store.reopenRun(stopped, 25))).toContain('was planned with 26 epochs; got 25');
    expect(store.reopenRun(stopped, 26).config.epochs).toBe(26);
  });

  it('for a different number of epochs if a cosine schedule was stretched over those planned', () => {
    const store = temporaryStore();
    const schedule = { kind: 'cosine', minimum: 0, warmupUpdates: 0 } as const;
    const optimizer = { kind: 'adam', decay: 0, schedule } as const;
    const id = endedRun(store, { status: 'completed' }, { optimizer });
    expect(messageOf(() => store.reopenRun(id, 40))).toContain(
      'was trained with a cosine schedule that ends at epoch 26: with 40 epochs its past learning rates would differ; fork it',
    );
    const stopped = endedRun(store, { status: 'stopped' }, { optimizer });
    expect(messageOf(() => store.reopenRun(stopped, 40))).toContain('its past learning rates would differ');
    expect(store.reopenRun(stopped).config.epochs).toBe(26);
  });

  it('for one in the trash, and then for all that were asked for', () => {
    const store = temporaryStore();
    const [kept, trashed] = [endedRun(store, { status: 'stopped' }), endedRun(store, { status: 'stopped' })];
    store.trashRuns([trashed]);
    expect(messageOf(() => store.reopenRuns([kept, trashed]))).toContain('is in the trash; restore it first');
    expect(store.getRun(kept).status).toBe('stopped');
    store.restoreRuns([trashed]);
    expect(store.reopenRuns([kept, trashed]).map(({ status }) => status)).toEqual(['queued', 'queued']);
  });
});

describe('SQL alone', () => {
  const changes = [
    `status = 'running'`,
    'seed = 9',
    `config = '{}'`,
    'epochs_done = 9',
    'trained_ms = 9',
    'best_epoch = 0, best_validation_loss = 0',
    'final_validation_loss = 0',
    `digest = 'b'`,
    'stopped_early = 1',
    `parent_id = 'b'`,
    'branch_epoch = 1',
    `ancestry = '[1]'`,
  ];
  it.each(['completed', 'stopped', 'diverged', 'failed'] as const)(
    'cannot change a run that is %s',
    (status) => {
      const dataDir = temporaryFolder();
      const store = temporaryStore({ dataDir });
      const id = endedRun(store, { status, digest });
      const before = store.getRun(id);
      const db = new Database(join(dataDir, databaseFileName));
      const attempts =
        status === 'diverged' || status === 'failed' ? [...changes, `status = 'queued'`] : changes;
      for (const change of attempts) {
        expect(() => db.exec(`UPDATE runs SET ${change}`), change).toThrow('a run that ended is immutable');
      }
      db.close();
      expect(store.getRun(id)).toEqual(before);
    },
  );
});
