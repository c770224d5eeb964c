import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createScriptedPool, heardAll } from './scripted-pool.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const killed = { code: null, reason: 'killed by SIGABRT' };

test('a process that cannot be launched is retried with growing delays; the queue stays the same', async () => {
  const { launching, heard, submit, trained, start } = createScriptedPool(2);
  launching.error = new Error('spawn EMFILE');
  await submit('a', 'b', 'c');
  const attemptsAfter = async (ms: number): Promise<number> => {
    await vi.advanceTimersByTimeAsync(ms);
    return launching.attempts;
  };
  expect(await attemptsAfter(499)).toBe(1);
  expect(await attemptsAfter(1)).toBe(2);
  expect(await attemptsAfter(1000)).toBe(3);
  for (let round = 0; round < 10; round++) await vi.advanceTimersByTimeAsync(30_000);
  const before = launching.attempts;
  expect(await attemptsAfter(30_000)).toBe(before + 1);
  expect(heard).toEqual([
    'no trainer: spawn EMFILE; too many files are open: close windows and connections, or raise the limit on open files ' +
      '(ulimit -n)',
  ]);

  launching.error = null;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(trained()).toEqual([['a']]);
  await start(0, 'a');
  expect(heard.slice(1)).toEqual(['trainers start', 'started a']);
  expect(trained()).toEqual([['a'], ['b']]);
});

test('processes that die before they train give their runs back, and count as one failure', async () => {
  const { trainers, heard, submit, trained } = createScriptedPool(3);
  await submit('a', 'b', 'c', 'd');
  for (const index of [2, 0, 1]) trainers[index]!.exit(killed);
  await heardAll();
  expect(trained()).toEqual([['a'], ['b'], ['c']]);
  expect(heard).toEqual(['no trainer: killed by SIGABRT; null']);
  await vi.advanceTimersByTimeAsync(500);
  expect(trained().slice(3)).toEqual([['a']]);
  trainers[3]!.exit(killed);
  await vi.advanceTimersByTimeAsync(999);
  expect(trainers.length).toBe(4);
  await vi.advanceTimersByTimeAsync(1);
  expect(trained().slice(4)).toEqual([['a']]);
});

test('a working process continues with the queue while no other can be started', async () => {
  const { launching, submit, trained, start, complete } = createScriptedPool(2);
  await submit('a');
  await start(0, 'a');
  launching.error = new Error('spawn EAGAIN');
  await submit('b', 'c');
  await complete(0, 'a');
  await start(0, 'b');
  await complete(0, 'b');
  expect(trained()).toEqual([['a', 'b', 'c']]);
});

test('a run that is stopped or paused while its process fails to start ends up stopped or paused', async () => {
  const { pool, trainers, heard, submit, trained } = createScriptedPool(2);
  await submit('a', 'b');
  pool.pause('a');
  pool.stop('b');
  for (const trainer of trainers) trainer.exit(killed);
  await heardAll();
  expect(heard).toEqual(['no trainer: killed by SIGABRT; null', 'paused a', 'ended b stopped']);
  pool.continue('a');
  await vi.advanceTimersByTimeAsync(500);
  expect(trained()).toEqual([['a'], ['b'], ['a']]);
});

test('several that die in a row while training make the next ones wait, until one trains to its end', async () => {
  const { trainers, heard, submit, start, complete } = createScriptedPool(1);
  await submit('a', 'b', 'c', 'd', 'e', 'f');
  const die = async (index: number, id: string): Promise<void> => {
    await start(index, id);
    trainers[index]!.exit({ code: 134, reason: 'exited with code 134; its last output: heap out of memory' });
    await heardAll();
  };
  await die(0, 'a');
  await die(1, 'b');
  expect(trainers.length).toBe(3);
  await die(2, 'c');
  expect(trainers.length).toBe(3);
  await vi.advanceTimersByTimeAsync(500);
  await die(3, 'd');
  await vi.advanceTimersByTimeAsync(999);
  expect(trainers.length).toBe(4);
  await vi.advanceTimersByTimeAsync(1);
  await start(4, 'e');
  expect(heard.at(-1)).toBe('started e');
  await complete(4, 'e');
  expect(heard.slice(-2)).toEqual(['trainers start', 'ended e completed']);
});

test('a process that does not answer for a minute is killed, and its run starts in another', async () => {
  const { trainers, heard, submit, trained } = createScriptedPool(1);
  await submit('a');
  await vi.advanceTimersByTimeAsync(59_999);
  expect(trainers[0]!.killed()).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(trainers[0]!.killed()).toBe(true);
  trainers[0]!.exit({ code: null, reason: 'killed by SIGKILL' });
  expect(heard).toEqual(['no trainer: it did not answer for 60 seconds; null']);
  await vi.advanceTimersByTimeAsync(500);
  expect(trained()).toEqual([['a'], ['a']]);
});
