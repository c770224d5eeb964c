import { expect, test } from 'vitest';
import { createScriptedPool, heardAll } from './scripted-pool.ts';

/** A pool of `size`, and the requests that its first trainers received after starting to train. */
function setUp(size: number) {
  const scripted = createScriptedPool(size);
  const told = (trainer: number): string[] =>
    scripted.trainers[trainer]!.requests.flatMap(({ kind }) =>
      kind === 'pause' || kind === 'continue' || kind === 'stop' ? [kind] : [],
    );
  return { ...scripted, told };
}

test('a pool on hold pauses running runs and starts none, and later continues all of them', async () => {
  const { pool, told, submit, start, trained } = setUp(1);
  await submit('a', 'b');
  await start(0, 'a');
  pool.hold(true);
  await submit('c');
  expect(told(0)).toEqual(['pause']);
  expect(trained()).toEqual([['a']]);
  expect(['a', 'b', 'c'].map(pool.isHeldBack)).toEqual([true, true, true]);
  pool.hold(false);
  await heardAll();
  expect(told(0)).toEqual(['pause', 'continue']);
  expect(trained()).toEqual([['a']]); // its place is taken
  expect(['a', 'b', 'c'].map(pool.isHeldBack)).toEqual([false, false, false]);
});

test('what the user paused stays paused, whoever paused it first', async () => {
  const { pool, told, submit, start } = setUp(2);
  await submit('a', 'b', 'c');
  for (const [trainer, id] of ['a', 'b'].entries()) await start(trainer, id);
  pool.pause('a');
  pool.hold(true);
  pool.pause('b');
  pool.pause('c');
  expect(['a', 'b', 'c'].map(pool.isHeldBack)).toEqual([false, false, false]);
  pool.hold(false);
  await heardAll();
  expect([told(0), told(1)]).toEqual([['pause'], ['pause']]);
  expect(['a', 'b', 'c'].map(pool.isHeld)).toEqual([true, true, true]);
});

test('a run that the user continues trains although the pool is on hold, until the next hold', async () => {
  const { pool, told, submit, start, complete, trained } = setUp(1);
  await submit('a', 'b');
  await start(0, 'a');
  pool.hold(true);
  pool.continue('a');
  pool.hold(true);
  expect(told(0)).toEqual(['pause', 'continue']);
  expect(pool.isHeldBack('a')).toBe(false);
  pool.hold(false);
  pool.hold(true);
  expect(told(0)).toEqual(['pause', 'continue', 'pause']);
  pool.continue('a');
  await complete(0, 'a');
  expect(trained()).toEqual([['a']]);
  pool.hold(false);
  await heardAll();
  expect(trained().flat()).toEqual(['a', 'b']);
});

test('a held run stops when told to, and when the pool closes', async () => {
  const { pool, trainers, told, submit, start, report, heard } = setUp(2);
  await submit('a', 'b');
  for (const [trainer, id] of ['a', 'b'].entries()) await start(trainer, id);
  pool.hold(true);
  pool.stop('a');
  await report(0, { kind: 'done', runId: 'a', outcome: { status: 'stopped' } });
  const closed = pool.close();
  await report(1, { kind: 'done', runId: 'b', outcome: { status: 'stopped' } });
  expect([told(0), told(1)]).toEqual([
    ['pause', 'stop'],
    ['pause', 'stop'],
  ]);
  expect(heard.slice(-2)).toEqual(['ended a stopped', 'ended b interrupted']);
  pool.hold(false);
  expect(told(1)).toEqual(['pause', 'stop']);
  for (const trainer of trainers) trainer.exit({ code: 0, reason: 'exited with code 0' });
  await closed;
});

test('a run whose process never trained it waits in the queue like any other', async () => {
  const { pool, trainers, submit, trained } = setUp(1);
  await submit('a');
  pool.hold(true);
  trainers[0]!.exit({ code: 1, reason: 'exited with code 1' });
  await heardAll();
  expect([pool.isQueued('a'), pool.isHeld('a'), pool.isHeldBack('a')]).toEqual([true, false, true]);
  expect(trained()).toEqual([['a']]);
});
