import { beforeEach, expect, it, vi } from 'vitest';
import type { RunSummary } from '#api';
import type { QueueSight, SeenWorker, WorkerView } from '#workers';
import { createLiveRuns } from './live-runs.ts';
import type { Services } from './services.ts';
import { createWorkerHandlers } from './worker-handlers.ts';

const live = createLiveRuns(() => undefined);
const runOf = (id: string, epochs: number, epochsDone: number): RunSummary =>
  ({ id, name: `run ${id}`, config: { epochs }, epochsDone }) as RunSummary;
const runs = [runOf('a', 100, 40), runOf('b', 100, 0), runOf('c', 100, 90), runOf('here', 100, 0)];
const store = {
  awayRuns: () => Promise.resolve(['a', 'b', 'c'].map((id) => ({ id }))),
  findRuns: (ids: readonly string[]) => Promise.resolve({ runs: runs.filter(({ id }) => ids.includes(id)) }),
};
const services = { store, live } as unknown as Services;

const worker = (training: SeenWorker['training']): SeenWorker =>
  ({ id: 'w', name: 'desk', training }) as unknown as SeenWorker;
const at = { state: 'training', epoch: 5 } as const;
let sight: QueueSight;
const view = {
  address: 'redis://lab:6379',
  read: () => Promise.resolve(sight),
  drain: vi.fn(() => Promise.resolve()),
  remove: vi.fn(() => Promise.reject(new Error('gone'))),
} satisfies WorkerView;

beforeEach(() => {
  for (const run of runs) live.add(run);
  live.start('a');
  live.start('c');
  live.pause('c');
  const training = [
    { ...at, runId: 'a', epochsPerSecond: 4 },
    { ...at, runId: null, epochsPerSecond: 1000 },
    { ...at, runId: 'deleted', epochsPerSecond: 1 },
  ];
  sight = { trouble: null, workers: [worker(training)], otherHosts: 2 };
});

it('without a queue there are no workers, and nothing to ask of them', async () => {
  const { listWorkers, drainWorker, removeWorker } = createWorkerHandlers(services, () => null);
  expect(await listWorkers({})).toEqual({ queue: null, workers: [] });
  for (const ask of [drainWorker, removeWorker]) {
    await expect(ask({ id: 'w' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^no queue is set/) as unknown,
    });
  }
});

it('with one, its runs have names, and the remaining time follows from how fast workers train this host’s runs', async () => {
  const { listWorkers } = createWorkerHandlers(services, () => ({ view, source: 'environment' }));
  const { queue, workers } = await listWorkers({});
  // 60 epochs of a and 100 of b, at 4 + 1 per second; c is paused.
  expect(queue).toEqual({
    ...{ address: 'redis://lab:6379', source: 'environment', trouble: null, otherHosts: 2 },
    ...{ waitingRuns: 1, trainingRuns: 1, epochsLeft: 160, remainingMs: 32_000 },
  });
  expect(workers[0]!.training.map(({ run }) => run)).toEqual([
    { id: 'a', name: 'run a', epochs: 100 },
    null,
    null,
  ]);
  sight = { ...sight, workers: [] };
  expect((await listWorkers({})).queue).toMatchObject({ remainingMs: null, epochsLeft: 160 });
});

it('trouble has a single start time for as long as it lasts', async () => {
  vi.useFakeTimers({ now: new Date('2026-01-01T12:00:00Z'), toFake: ['Date'] });
  try {
    const { listWorkers } = createWorkerHandlers(services, () => ({ view, source: 'commandLine' }));
    sight = { trouble: { reason: 'it is away', advice: 'wait' }, workers: [], otherHosts: 0 };
    const first = (await listWorkers({})).queue!.trouble;
    expect(first).toEqual({ reason: 'it is away', advice: 'wait', since: '2026-01-01T12:00:00.000Z' });
    vi.setSystemTime(new Date('2026-01-01T12:01:00Z'));
    expect((await listWorkers({})).queue!.trouble).toEqual(first);
    sight = { ...sight, trouble: null };
    expect((await listWorkers({})).queue!.trouble).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

it('a request reaches the worker, and its refusal reaches the caller', async () => {
  const { drainWorker, removeWorker } = createWorkerHandlers(services, () => ({ view, source: 'settings' }));
  await drainWorker({ id: 'a' });
  expect(view.drain.mock.calls).toEqual([['a']]);
  await expect(removeWorker({ id: 'b' })).rejects.toThrow('gone');
});
