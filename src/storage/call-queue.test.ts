import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '#api';
import { createCallQueue } from './call-queue.ts';
import { now } from './clock.ts';
import type { Outcome } from './thread-protocol.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A queue over a database that the test locks. `createRuns` stands for a user's call, `appendEpochs` for a training's. */
function setUp() {
  const lock = { isHeld: false };
  const answered: [call: number, outcome: Outcome][] = [];
  const write = (name: string): string => {
    if (lock.isHeld) throw new AppError('storageBusy', 'the database is locked');
    return name;
  };
  const take = createCallQueue({
    open: () => ({
      createRuns: write,
      appendEpochs: write,
      listRuns(name: string) {
        vi.advanceTimersByTime(150);
        return name;
      },
      finish: async (name: string) => name,
      fail() {
        throw new TypeError('no runs');
      },
    }),
    reply: (call, outcome) => answered.push([call, outcome]),
  });
  let calls = 0;
  const ask = (method: string, sentAt = now()): void =>
    take({ call: (calls += 1), method, args: [`${method} ${calls}`], sentAt });
  return { lock, ask, answered, answeredCalls: () => answered.map(([call]) => call) };
}
const busy = { error: { code: 'storageBusy', message: 'the database is locked' } };

it('retries while the database is locked, and keeps the order of the calls', () => {
  const { lock, ask, answered } = setUp();
  lock.isHeld = true;
  ask('createRuns');
  ask('appendEpochs');
  vi.advanceTimersByTime(500);
  expect(answered).toEqual([]);
  lock.isHeld = false;
  ask('createRuns');
  vi.advanceTimersByTime(50);
  expect(answered).toEqual([
    [1, { value: 'createRuns 1' }],
    [2, { value: 'appendEpochs 2' }],
    [3, { value: 'createRuns 3' }],
  ]);
});

it('gives up on a training’s call after one second and on a user’s after fifteen, counted from when it was made', () => {
  const { lock, ask, answered, answeredCalls } = setUp();
  lock.isHeld = true;
  ask('createRuns');
  vi.advanceTimersByTime(400);
  ask('appendEpochs');
  vi.advanceTimersByTime(950);
  expect(answered).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(answered).toEqual([[2, busy]]);
  vi.advanceTimersByTime(13_500);
  expect(answeredCalls()).toEqual([2]);
  vi.advanceTimersByTime(100);
  expect(answered).toEqual([
    [2, busy],
    [1, busy],
  ]);
});

it('tries even an overdue call once when it has its turn', () => {
  const { ask, answered } = setUp();
  ask('appendEpochs', now() - 60_000);
  expect(answered).toEqual([[1, { value: 'appendEpochs 1' }]]);
});

it('reports which calls were slow, and how long they had waited', () => {
  const { ask, answered } = setUp();
  ask('listRuns', now() - 40);
  ask('createRuns');
  expect(answered[0]![1]).toMatchObject({ value: 'listRuns 1', slow: { ms: 150, waitedMs: 40 } });
  expect(answered[1]).toEqual([2, { value: 'createRuns 2' }]);
});

it('does not wait for promises, and reports failures as they are', async () => {
  const { ask, answered } = setUp();
  ask('finish');
  ask('fail');
  ask('createRuns');
  await vi.waitFor(() => expect(answered).toHaveLength(3));
  expect(answered.map(([call]) => call)).toEqual([2, 3, 1]);
  expect(answered[0]![1]).toMatchObject({ defect: { message: 'no runs' } });
  expect(answered[2]![1]).toEqual({ value: 'finish 1' });
});
