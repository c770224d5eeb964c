import { expect, it } from 'vitest';
import type { RemoteEvent } from '#api';
import { epochRows, runConfig, storageOptions, temporaryFolder, temporaryStore } from './store-fixture.ts';
import { openStorage } from './storage.ts';

const config = runConfig({ epochs: 20 });
const started = {
  kind: 'started',
  ...{
    kernelVariant: 'float64',
    v8Version: '13.6',
    platform: 'linux-arm64',
    name: 'attic',
    machine: 'attic-1',
  },
} as const;
const noon = Date.parse('2026-01-01T12:00:00.000Z');

/** Epochs from `from` up to but excluding `until`, with distinguishable losses. */
function epochs(from: number, until: number, changes: { loss?: number } = {}): RemoteEvent {
  const values = Array.from({ length: until - from }, (_, index) => ({
    ...{ epoch: from + index, loss: 1 / (from + index + 1) },
    ...changes,
  }));
  return { kind: 'epochs', rows: epochRows(config, values), rowCount: until - from };
}

/** A run in the queue, and a function that sends what its workers would. */
function awayRun(changes: Partial<Parameters<typeof runConfig>[0]> = {}) {
  const store = temporaryStore();
  const [run] = store.createRuns([
    { config: { ...config, ...runConfig({ epochs: 20, ...changes }) }, name: 'away' },
  ]);
  const id = run!.id;
  const { generation } = store.sendAway([id])[0]!;
  function sender(attempt: number, worker = `worker-${attempt}`, of = generation) {
    let sequence = 0;
    return (event: RemoteEvent, atSeconds = 0) =>
      store.recordRemote([
        {
          run: id,
          generation: of,
          attempt,
          sequence: sequence++,
          worker,
          at: noon + 1000 * atSeconds,
          event,
        },
      ])[0]!.kind;
  }
  return { store, id, generation, sender };
}

it('stores what a worker sends, with its times and the worker’s identity', () => {
  const { store, id, sender } = awayRun();
  const send = sender(1);
  expect(send(started)).toBe('stored');
  expect(send(epochs(0, 10), 5)).toBe('stored');
  expect(send({ kind: 'paused' }, 6)).toBe('stored');
  expect(store.getRun(id)).toMatchObject({ status: 'paused', durationMs: 6000 });
  expect(send({ kind: 'continued' }, 16)).toBe('stored');
  expect(send({ kind: 'threads', threads: 2 }, 17)).toBe('stored');
  expect(send(epochs(10, 20), 18)).toBe('stored');
  expect(send({ kind: 'checkpoint', epoch: 10, bytes: Uint8Array.of(1) }, 18)).toBe('stored');
  expect(send({ kind: 'snapshot', epoch: 10, parameters: Float32Array.of(1, 2) }, 18)).toBe('stored');
  const final = { dataLoss: 0.5, accuracy: 0.75, validationLoss: 0.6, validationAccuracy: 0.7 };
  const digest = 'a'.repeat(64);
  expect(send({ kind: 'ended', outcome: { status: 'completed', final, digest } }, 20)).toBe('stored');
  const worker = { id: 'worker-1', name: 'attic', machine: 'attic-1' };
  expect(store.getRun(id)).toMatchObject({
    ...{ status: 'completed', digest, final, epochsDone: 20, durationMs: 10_000 },
    ...{ startedAt: '2026-01-01T12:00:00.000Z', last: { epoch: 19, loss: 1 / 20 } },
    environment: { platform: 'linux-arm64', kernelVariant: 'float64', v8Version: '13.6', threads: 2 },
    stints: [
      {
        worker,
        startedAt: '2026-01-01T12:00:00.000Z',
        endedAt: '2026-01-01T12:00:06.000Z',
        ending: 'handedBack',
      },
      { worker, startedAt: '2026-01-01T12:00:16.000Z', ending: 'ended', fromEpoch: 10 },
    ],
    checkpoints: [{ epoch: 10, sizeBytes: 1 }],
  });
  expect(store.awayRuns()).toEqual([]);
  expect(send({ kind: 'paused' }, 30)).toBe('old');
});

it('stores a duplicate entry once, and asks for a run again if an entry is missing', () => {
  const { store, id, generation, sender } = awayRun();
  const send = sender(1);
  send(started);
  const twice = { run: id, generation, attempt: 1, sequence: 1, worker: 'w', at: noon, event: epochs(0, 2) };
  expect(store.recordRemote([twice, twice])).toEqual([{ kind: 'stored' }, { kind: 'old' }]);
  expect(store.recordRemote([{ ...twice, sequence: 3, event: epochs(2, 4) }])).toEqual([{ kind: 'lost' }]);
  expect(store.getRun(id).epochsDone).toBe(2);
  const [again] = store.sendAway([id]);
  expect(again).toEqual({ id, generation: generation + 1, status: 'running', epochsDone: 2 });
  const next = sender(1, 'w', generation + 1);
  next(started, 1);
  expect(next(epochs(0, 4), 1)).toBe('stored');
  expect(store.getRun(id)).toMatchObject({ epochsDone: 4, status: 'running' });
  expect(next({ kind: 'ended', outcome: { status: 'completed' } })).toBe('lost');
});

it('listens only to the newest attempt of the newest generation', () => {
  const { store, id, sender } = awayRun();
  const [first, second] = [sender(1), sender(2)];
  first(started);
  first(epochs(0, 10), 4);
  expect(second({ ...started, name: 'lab', machine: 'lab-3' }, 20)).toBe('stored');
  expect(first(epochs(10, 12), 21)).toBe('old');
  // It continued from a checkpoint at epoch 5: the epochs already stored have the same bits.
  expect(second(epochs(5, 15), 22)).toBe('stored');
  expect(store.getRun(id)).toMatchObject({
    epochsDone: 15,
    trainedBy: 'lab',
    stints: [
      { worker: { name: 'attic' }, endedAt: '2026-01-01T12:00:04.000Z', ending: 'lost' },
      { worker: { name: 'lab' }, fromEpoch: 10, endedAt: null },
    ],
  });
  // Nobody trained from second 4 to second 20.
  store.takeBack(id);
  expect(second(epochs(15, 16), 24)).toBe('old');
  store.endRuns([[id, { status: 'stopped' }]]);
  expect(store.readEpochRows(id, 0, 100)).toEqual((epochs(0, 15) as { rows: Float64Array }).rows);
});

it('stores nothing of an epoch that was retrained to different bits, and fails the run', () => {
  const { store, id, generation, sender } = awayRun();
  const [first, second] = [sender(1), sender(2)];
  first(started);
  first(epochs(0, 10));
  second(started);
  const sent = { run: id, generation, attempt: 2, sequence: 1, worker: 'w', at: noon };
  const [record] = store.recordRemote([{ ...sent, event: epochs(8, 12, { loss: 0.125 }) }]);
  expect(record).toMatchObject({ kind: 'refused' });
  expect(store.getRun(id)).toMatchObject({
    status: 'failed',
    epochsDone: 10,
    error: expect.stringContaining(
      `epoch 8 was retrained with a different result: loss was ${1 / 9} and is now 0.125`,
    ) as string,
  });
  expect(store.readEpochRows(id, 8, 10)).toEqual((epochs(8, 10) as { rows: Float64Array }).rows);
});

it('replaces float32 epochs that other kernels may have trained before, and compares those of one generation', () => {
  const { store, id, sender } = awayRun({ precision: 'float32' });
  const send = sender(1);
  send(started);
  send(epochs(0, 10));
  const { generation } = store.sendAway([id])[0]!;
  const [next, other] = [sender(1, 'w', generation), sender(2, 'w', generation)];
  next(started);
  expect(next(epochs(5, 12, { loss: 0.5 }))).toBe('stored');
  expect(store.readEpochRows(id, 5, 1)[1]).toBe(0.5);
  other(started);
  expect(other(epochs(5, 6, { loss: 0.25 }))).toBe('refused');
});

it.each([
  [
    'rows of another run',
    { kind: 'epochs', rows: new Float64Array(7), rowCount: 1 },
    'got 7 numbers for 1 epochs',
  ],
  ['epochs behind the last', epochs(15, 25), 'got 10 epochs from 15 on, of a run of 20'],
] as const)('refuses %s', (_, event, problem) => {
  const { store, id, generation, sender } = awayRun();
  sender(1)(started);
  const entry = { run: id, generation, attempt: 1, sequence: 1, worker: 'w', at: noon, event };
  expect(store.recordRemote([entry])).toMatchObject([{ kind: 'refused' }]);
  expect(store.getRun(id).error).toContain(problem);
});

it('has a folder id that stays the same', async () => {
  const dataDir = temporaryFolder();
  const first = openStorage(storageOptions({ dataDir }));
  const id = first.folderId();
  first.close();
  const second = openStorage(storageOptions({ dataDir }));
  expect(second.folderId()).toBe(id);
  second.close();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(temporaryStore().folderId()).not.toBe(id);
});

it('leaves alone what workers train when the process that handed it out is gone', async () => {
  const dataDir = temporaryFolder();
  const first = openStorage(storageOptions({ dataDir, exclusive: false, host: 'cli' }));
  const [run] = first.createRuns([{ config, name: 'away', place: 'workers' }]);
  const [away] = first.sendAway([run!.id]);
  const sent = { run: run!.id, generation: away!.generation, attempt: 1, worker: 'w', at: noon };
  first.recordRemote([{ ...sent, sequence: 0, event: started }]);
  first.interruptRuns();
  first.close();
  const cli = openStorage(storageOptions({ dataDir, exclusive: false, host: 'cli' }));
  expect(cli.recoverRuns([run!.id])).toEqual({ interrupted: [], requeued: [], away: [] });
  expect(cli.recoverRuns([], true)).toEqual({ interrupted: [], requeued: [], away: [] });
  expect(cli.recoverRuns([run!.id], true)).toEqual({ interrupted: [], requeued: [], away: [run!.id] });
  cli.close();
  const host = temporaryStore({ dataDir });
  expect(host.recoverRuns()).toEqual({ interrupted: [], requeued: [], away: [run!.id] });
  expect(host.awayRuns()).toEqual([
    { id: run!.id, generation: away!.generation, status: 'running', epochsDone: 0 },
  ]);
  expect(host.getRun(run!.id)).toMatchObject({ status: 'running', place: 'workers' });
});

it('queues a run that a worker hands back, and counts no time until another worker has it', () => {
  const { store, id, sender } = awayRun();
  const [first, second] = [sender(1), sender(2)];
  first(started);
  first(epochs(0, 10), 4);
  expect(first({ kind: 'handedBack' }, 6)).toBe('stored');
  expect(store.getRun(id)).toMatchObject({
    status: 'queued',
    durationMs: 6000,
    stints: [{ ending: 'handedBack' }],
  });
  second({ ...started, name: 'lab' }, 60);
  second({ kind: 'ended', outcome: { status: 'stopped' } }, 61);
  expect(store.getRun(id)).toMatchObject({ status: 'stopped', durationMs: 7000, epochsDone: 10 });
});
