import { beforeEach, describe, expect, it } from 'vitest';
import { runStatuses, type RunStatus, type RunSummary, type SweepSummary } from '#api';
import { endingNotice } from './ending-words.ts';
import { createEndings, type EndedSweep, type Ending } from './endings.ts';

const run = (id: string, status: RunStatus, more: Partial<RunSummary> = {}): RunSummary =>
  ({
    id,
    name: `run ${id}`,
    status,
    sweepId: null,
    confirmationId: null,
    epochsDone: 10001,
    final: null,
    divergedAt: null,
    ...more,
  }) as RunSummary;
const sweep = (id: string, counts: Partial<SweepSummary['counts']>, isConfirmation = false): EndedSweep => ({
  id,
  name: `sweep ${id}`,
  isConfirmation,
  counts: {
    ...(Object.fromEntries(runStatuses.map((status) => [status, 0])) as Record<RunStatus, number>),
    missing: 0,
    ...counts,
  },
});

describe('endings', () => {
  let clock: number;
  let told: Ending[];
  let sweeps: Record<string, EndedSweep>;
  let asked: string[];
  let hear: ReturnType<typeof createEndings>;
  beforeEach(() => {
    clock = 0;
    told = [];
    [sweeps, asked] = [{}, []];
    hear = createEndings({
      minimumMs: 60_000,
      now: () => clock,
      readSweep(id, confirmationId) {
        asked.push(confirmationId ?? id);
        return Promise.resolve(sweeps[confirmationId ?? id] ?? null);
      },
      onEnding: (ending) => told.push(ending),
    });
  });

  it.each(['completed', 'diverged', 'failed', 'interrupted'] as const)(
    'tells of a long run that is %s',
    async (status) => {
      await hear([run('a', 'running')]);
      clock = 60_000;
      const ended = run('a', status);
      await hear([ended]);
      await hear([ended]);
      expect(told).toEqual([{ kind: 'run', run: ended }]);
    },
  );

  it('ignores short runs, stopped ones, and those trained elsewhere', async () => {
    await hear([run('short', 'running'), run('stopped', 'queued')]);
    clock = 59_999;
    await hear([run('short', 'completed')]);
    await hear([run('stopped', 'running'), run('others', 'completed')]);
    clock = 200_000;
    await hear([run('stopped', 'stopped')]);
    expect(told).toEqual([]);
  });

  it('counts from the start of training, not of waiting, and starts over when a run is resumed', async () => {
    await hear([run('a', 'queued')]);
    clock = 600_000;
    await hear([run('a', 'running')]);
    clock = 630_000;
    await hear([run('a', 'interrupted')]);
    await hear([run('a', 'running')]);
    clock = 660_000;
    await hear([run('a', 'completed')]);
    expect(told).toEqual([]);
  });

  it('reports a sweep once, when its last run has ended, however short each of them was', async () => {
    const member = (id: string, status: RunStatus): RunSummary => run(id, status, { sweepId: 's' });
    sweeps = { s: sweep('s', { completed: 1, queued: 1 }) };
    await hear([member('a', 'running')]);
    clock = 40_000;
    await hear([member('a', 'completed')]);
    await hear([member('b', 'running')]);
    clock = 80_000;
    sweeps = { s: sweep('s', { completed: 1, diverged: 1 }) };
    await hear([member('b', 'diverged')]);
    await hear([member('b', 'diverged')]);
    expect(told).toEqual([{ kind: 'sweep', sweep: sweeps['s'] }]);
  });

  it('checks on a sweep only when none of its runs trains here', async () => {
    const member = (id: string, status: RunStatus): RunSummary => run(id, status, { sweepId: 's' });
    sweeps = { s: sweep('s', { completed: 1, queued: 1 }) };
    await hear([member('a', 'running'), member('b', 'running')]);
    await hear([member('a', 'completed')]);
    await hear([member('b', 'completed'), member('c', 'running')]);
    expect(asked).toEqual([]);
    await hear([member('c', 'completed')]);
    expect(asked).toEqual(['s']);
  });

  it('reports a confirmation separately from its sweep, which ended earlier', async () => {
    const member = (id: string, status: RunStatus): RunSummary =>
      run(id, status, { sweepId: 's', confirmationId: 'c' });
    sweeps = { s: sweep('s', { completed: 9 }), c: sweep('s', { completed: 1, queued: 1 }, true) };
    await hear([member('a', 'running')]);
    clock = 80_000;
    await hear([member('a', 'completed')]);
    expect(told).toEqual([]);
    await hear([member('b', 'running')]);
    sweeps = { ...sweeps, c: sweep('s', { completed: 2 }, true) };
    await hear([member('b', 'completed')]);
    expect(told).toEqual([{ kind: 'sweep', sweep: sweeps['c'] }]);
    expect(endingNotice(told).body).toBe('The confirmation has ended: 2 completed.');
  });

  it('ignores a sweep that somebody stopped or deleted', async () => {
    await hear([run('a', 'running', { sweepId: 's' }), run('b', 'running', { sweepId: 'gone' })]);
    clock = 80_000;
    sweeps = { s: sweep('s', { completed: 1, stopped: 1 }) };
    await hear([run('a', 'completed', { sweepId: 's' }), run('b', 'completed', { sweepId: 'gone' })]);
    expect(told).toEqual([]);
  });
});

describe('words', () => {
  const final = { validationAccuracy: 0.8366, validationLoss: 0.9484 } as RunSummary['final'];
  it.each([
    [
      run('a', 'completed', { final }),
      'Completed after 10,001 epochs: validation accuracy 0.837, validation loss 0.948.',
    ],
    [run('a', 'completed', { epochsDone: 1 }), 'Completed after 1 epoch.'],
    [run('a', 'diverged', { divergedAt: 1200 }), 'Diverged at epoch 1,200.'],
    [run('a', 'failed'), 'Failed after 10,001 epochs.'],
  ])('of a run', (ended, body) => {
    expect(endingNotice([{ kind: 'run', run: ended }])).toEqual({ title: 'run a', body, route: '/runs/a' });
  });

  it('of a sweep', () => {
    expect(
      endingNotice([{ kind: 'sweep', sweep: sweep('s', { completed: 1118, diverged: 2, missing: 1 }) }]),
    ).toEqual({
      title: 'sweep s',
      body: 'The sweep has ended: 1,118 completed, 2 diverged.',
      route: '/sweeps/s',
    });
  });

  it('of several at once', () => {
    const runs = ['a', 'b', 'c', 'd'].map((id): Ending => ({ kind: 'run', run: run(id, 'completed') }));
    const one: Ending = { kind: 'sweep', sweep: sweep('s', {}) };
    expect(endingNotice(runs)).toEqual({
      title: '4 runs have ended',
      body: 'run a, run b, run c and others',
      route: '/runs',
    });
    expect(endingNotice([runs[0]!, one]).title).toBe('1 run and 1 sweep have ended');
    expect(endingNotice([one, one])).toMatchObject({ title: '2 sweeps have ended', route: '/sweeps' });
  });
});
