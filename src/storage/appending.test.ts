import { afterEach, describe, expect, it, vi } from 'vitest';
import { epochRows, recordRun, runConfig, temporaryStore } from './store-fixture.ts';

afterEach(() => vi.useRealTimers());

describe('appending epochs', () => {
  it('replaces epochs already stored, and never moves the run back', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
    const store = temporaryStore();
    const config = runConfig();
    const id = recordRun(store, config, 26);
    const before = store.getRun(id);
    const stored = store.readEpochRows(id, 0, 26);
    store.appendEpochs(id, stored.slice(), 15);
    expect(store.getRun(id)).toEqual(before);
    expect(store.readEpochRows(id, 0, 100)).toEqual(stored);

    store.appendEpochs(id, epochRows(config, [{ epoch: 25, loss: 7 }, { epoch: 26 }]), 2);
    expect(store.getRun(id)).toMatchObject({
      epochsDone: 27,
      last: { epoch: 26 },
      lastValidated: { epoch: 20 },
      best: { epoch: 20 },
    });
    expect(store.readEpochRows(id, 25, 1)[1]).toBe(7);
  });

  it('finds the best epoch again when a worse one replaces it', () => {
    const store = temporaryStore();
    const config = runConfig();
    const id = store.createRuns([{ config, name: 'a' }])[0]!.id;
    store.startRun(id, 'float32');
    const validated = (from: number, losses: readonly number[]) =>
      epochRows(
        config,
        losses.map((validationLoss, at) => ({ epoch: from + at, validationLoss })),
      );
    store.appendEpochs(id, validated(0, [0.5, 0.3, NaN, 0.2, 0.4]), 5);
    expect(store.getRun(id).best).toMatchObject({ epoch: 3, validationLoss: 0.2 });
    store.appendEpochs(id, validated(2, [0.6, 0.35]), 2);
    expect(store.getRun(id).best).toMatchObject({ epoch: 1, validationLoss: 0.3 });
    store.appendEpochs(id, epochRows(config, [{ epoch: 1 }]), 1);
    expect(store.getRun(id).best).toMatchObject({ epoch: 3, validationLoss: 0.35 });
  });

  it('returns rows bit for bit, including penalties and absent validation', () => {
    const store = temporaryStore();
    const config = runConfig();
    const id = store.createRuns([{ config, name: 'a' }])[0]!.id;
    store.startRun(id, 'float64');
    const values = [NaN, Infinity, -Infinity, -0, 5e-324, 1.7976931348623157e308, 0.1, 1e21, 3];
    const rows = epochRows(
      config,
      values.map((value, epoch) => ({
        epoch,
        loss: value,
        ...(epoch % 2 === 0 && { validationLoss: value, validationAccuracy: value }),
        penalties: [[value, 0, -0, value] as const],
      })),
    );
    store.appendEpochs(id, rows, values.length);
    const read = store.readEpochRows(id, 0, 100);
    expect(read.length).toBe(rows.length);
    expect(rows.findIndex((value, at) => !Object.is(value, read[at]))).toBe(-1);
    const length = rows.length / values.length;
    expect(store.readEpochRows(id, 3, 2)).toEqual(rows.slice(3 * length, 5 * length));
    expect(store.readEpochRows(id, 9, 5)).toEqual(new Float64Array());
  });

  it('accepts what was in flight when a run was paused', () => {
    const store = temporaryStore();
    const config = runConfig();
    const id = recordRun(store, config, 1);
    store.pauseRun(id);
    store.appendEpochs(id, epochRows(config, [{ epoch: 1 }]), 1);
    expect(store.getRun(id)).toMatchObject({ status: 'paused', epochsDone: 2 });
  });

  it('needs a run that has started', () => {
    const store = temporaryStore();
    const { id } = store.createRuns([{ config: runConfig(), name: 'calm-sail-1' }])[0]!;
    const rows = epochRows(runConfig(), [{ epoch: 0 }]);
    expect(() => store.appendEpochs(id, rows, 1)).toThrow(
      expect.objectContaining({
        code: 'conflict',
        message: `run ${id} has not started; only a running or paused run records epochs`,
      }),
    );
    expect(() => store.appendEpochs('nobody', rows, 1)).toThrow(
      expect.objectContaining({ code: 'notFound' }),
    );
  });
});
