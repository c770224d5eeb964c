import { expect, it } from 'vitest';
import { settle } from './composable-fixture.ts';
import { createWorkerCalls } from './worker-calls.ts';

/** A web worker whose messages the test sends. */
class FakeWorker extends EventTarget {
  readonly sent: { call: number; request: string }[] = [];
  isEnded = false;
  postMessage(message: { call: number; request: string }): void {
    if (message.request === 'no clone') throw new Error('could not be cloned');
    this.sent.push(message);
  }
  terminate(): void {
    this.isEnded = true;
  }
  answer(data: unknown): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
  fail(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

function start() {
  const workers: FakeWorker[] = [];
  const calls = createWorkerCalls<string, string>(() => {
    workers.push(new FakeWorker());
    return workers.at(-1) as unknown as Worker;
  });
  return { calls, workers };
}

it('matches answers and errors to their calls, in any order', async () => {
  const { calls, workers } = start();
  const [first, second] = [calls.call('a'), calls.call('b')];
  const { sent } = workers[0]!;
  workers[0]!.answer({ call: sent[1]!.call, result: 'B' });
  workers[0]!.answer({ call: sent[0]!.call, error: 'no a' });
  await expect(first).rejects.toThrow('no a');
  expect(await second).toBe('B');
  expect(workers).toHaveLength(1);
});

it('discards a worker that failed to start: pending calls are rejected, and the next call starts another', async () => {
  const { calls, workers } = start();
  const waiting = [calls.call('a'), calls.call('b')];
  workers[0]!.fail('');
  for (const call of waiting) await expect(call).rejects.toThrow('could not be started');
  expect(workers[0]!.isEnded).toBe(true);
  const next = calls.call('c');
  workers[0]!.fail('late news of the first');
  workers[1]!.answer({ call: workers[1]!.sent[0]!.call, result: 'C' });
  expect(await next).toBe('C');
});

it('rejects, and does not throw, if a worker cannot be created or sent to', async () => {
  const failing = createWorkerCalls<string, string>(() => {
    throw new Error('workers are blocked');
  });
  await expect(failing.call('a')).rejects.toThrow('workers are blocked');
  const { calls, workers } = start();
  await expect(calls.call('no clone')).rejects.toThrow('could not be cloned');
  const next = calls.call('b');
  workers[0]!.answer({ call: workers[0]!.sent[0]!.call, result: 'B' });
  expect(await next).toBe('B');
});

it('leaves calls that are pending at its end unanswered', async () => {
  const { calls, workers } = start();
  let settled = false;
  void calls.call('a').finally(() => (settled = true));
  calls.end();
  await settle();
  expect([settled, workers[0]!.isEnded]).toEqual([false, true]);
});
