import { expect, it, vi } from 'vitest';
import { createWorkerHandlers, type WorkerView } from './worker-handlers.ts';

it('without a queue there are no workers, and nothing to ask them', async () => {
  const { listWorkers, drainWorker, removeWorker } = createWorkerHandlers(null);
  expect(await listWorkers({})).toEqual({ queue: null, workers: [] });
  for (const ask of [drainWorker, removeWorker]) {
    await expect(ask({ id: 'w' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^no queue is set/) as unknown,
    });
  }
});

it('with one, what is asked of a worker reaches it, and its refusal the asker', async () => {
  const gone = new Error('gone');
  const view = {
    list: vi.fn(),
    drain: vi.fn(async () => undefined),
    remove: vi.fn(() => Promise.reject(gone)),
  };
  const { drainWorker, removeWorker } = createWorkerHandlers(view as WorkerView);
  await drainWorker({ id: 'a' });
  expect(view.drain.mock.calls).toEqual([['a']]);
  await expect(removeWorker({ id: 'b' })).rejects.toBe(gone);
});
