import { expect, test, vi } from 'vitest';
import { AppError, type Deleting } from '#api';
import { openStore, type DeletionStep } from '#storage';
import { storageEntry } from '../built-entries.fixture.ts';
import { emptyHistory, openTestApp, smallConfig } from './app-fixture.ts';
import { createDeletion } from './deletion.ts';

const step = (left: Deleting | null, waits = false): DeletionStep => ({ left, waits });

/** A deletion with these steps; errors among them are thrown. */
function setUp(steps: readonly (DeletionStep | Error)[]) {
  const queue = [...steps];
  const waits: number[] = [];
  const seen: (Deleting | null)[] = [];
  const defects: unknown[] = [];
  const deletion = createDeletion({
    async step() {
      const next = queue.shift()!;
      if (next instanceof Error) throw next;
      return next;
    },
    onStep: () => seen.push(deletion.left()),
    onDefect: (error) => defects.push(error),
    wait: async (ms) => void waits.push(ms),
  });
  return { deletion, queue, waits, seen, defects };
}

test('works step by step until nothing is left, and again when it is woken', async () => {
  const { deletion, queue, waits, seen } = setUp([
    step({ runs: 1, epochs: 10 }),
    step({ runs: 1, epochs: 10 }, true),
    step(null),
  ]);
  deletion.wake();
  deletion.wake();
  await vi.waitFor(() => expect(queue).toHaveLength(0));
  expect(seen).toEqual([{ runs: 1, epochs: 10 }, { runs: 1, epochs: 10 }, null]);
  // As long as the step took; then for a reader of the log.
  expect(waits).toEqual([expect.any(Number), 100]);

  queue.push(step(null));
  deletion.wake();
  await vi.waitFor(() => expect(queue).toHaveLength(0));
  await deletion.close();
});

test('retries later what could not be written, and reports what is a defect of its own', async () => {
  const fault = new TypeError('no such thing');
  const locked = new AppError('storage', 'locked');
  const { deletion, queue, waits, defects } = setUp([
    locked,
    step({ runs: 1, epochs: 1 }),
    fault,
    step(null),
  ]);
  deletion.wake();
  await vi.waitFor(() => expect(defects).toEqual([fault]));
  expect(waits[0]).toBe(1000);
  expect(queue).toHaveLength(1);
  deletion.wake();
  await vi.waitFor(() => expect(queue).toHaveLength(0));
  expect(deletion.left()).toBeNull();
});

test('immediately reports what is known to be left', async () => {
  const { deletion, queue } = setUp([step(null)]);
  deletion.wake({ runs: 3, epochs: 7 });
  expect(deletion.left()).toEqual({ runs: 3, epochs: 7 });
  await vi.waitFor(() => expect(queue).toHaveLength(0));
  await vi.waitFor(() => expect(deletion.left()).toBeNull());
});

test('begins nothing after it is closed', async () => {
  const { deletion, queue } = setUp([step({ runs: 1, epochs: 1 })]);
  await deletion.close();
  deletion.wake();
  expect(queue).toHaveLength(1);
});

test('a host deletes what another one left, and what its own trash held', async () => {
  const dataDir = emptyHistory();
  const first = await openTestApp({ dataDir });
  const { runs } = await first.client.createRuns({ configs: [smallConfig(), smallConfig()] });
  const ids = runs.map(({ id }) => id);
  for (const id of ids) await first.until(id, ({ status }) => status === 'completed');
  await first.client.trashRuns({ ids });
  await first.close();
  const options = { dataDir, appVersion: '1.2.3', engineVersion: '1', host: 'serve', storageEntry } as const;
  const store = await openStore({ ...options, exclusive: true });
  await store.emptyTrash({ ids: [ids[0]!] });
  await store.close();

  const second = await openTestApp({ dataDir });
  expect(await second.client.emptyTrash({ ids })).toEqual({ deleted: 1, sweeps: 0 });
  await vi.waitFor(async () => expect((await second.client.getActivity()).deleting).toBeNull(), 60_000);
  await second.close();
  const after = await openStore({ ...options, exclusive: true });
  expect(await after.deleteStep()).toEqual({ left: null, waits: false });
  await after.close();
});

test('another process trains undisturbed while a host deletes, and the host stays responsive', async () => {
  const dataDir = emptyHistory();
  const host = await openTestApp({ dataDir });
  const long = smallConfig({ epochs: 20_000, evaluateEvery: 1000 });
  const { runs } = await host.client.createRuns({ configs: [long] });
  const id = runs[0]!.id;
  await host.until(id, ({ status }) => status === 'completed');
  await host.client.trashRuns({ ids: [id] });

  const other = await openTestApp({ dataDir, exclusive: false, host: 'cli' });
  const trained = await other.client.createRuns({ configs: [smallConfig({ epochs: 5000 })] });
  await host.client.emptyTrash({ ids: [id] });
  expect((await host.client.getActivity()).deleting).toMatchObject({ runs: 1 });
  expect((await host.client.listRuns({})).runs.map((run) => run.id)).toEqual([trained.runs[0]!.id]);
  const ended = await other.until(trained.runs[0]!.id, ({ endedAt }) => endedAt !== null);
  expect(ended).toMatchObject({ status: 'completed', epochsDone: 5000 });
  await vi.waitFor(async () => expect((await host.client.getActivity()).deleting).toBeNull(), 60_000);
});
