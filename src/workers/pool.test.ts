import { expect, test, vi } from 'vitest';
import { taskOf } from './pool-fixture.ts';
import { config, createScriptedPool, final, heardAll } from './scripted-pool.ts';

test('runs start in order of submission, and each process serves one after another', async () => {
  const { submit, trained, complete } = createScriptedPool(2);
  await submit('a', 'b', 'c', 'd');
  expect(trained()).toEqual([['a'], ['b']]);
  await complete(1, 'b');
  await complete(1, 'c');
  expect(trained()).toEqual([['a'], ['b', 'c', 'd']]);
});

test('background runs wait for others, even for later ones', async () => {
  const { pool, submit, trained, complete } = createScriptedPool(1);
  for (const id of ['s1', 's2', 's3']) pool.submit({ id, task: () => taskOf(config), background: true });
  await submit('a', 'b');
  await complete(0, 's1');
  await complete(0, 'a');
  await complete(0, 'b');
  await complete(0, 's2');
  expect(trained()).toEqual([['s1', 'a', 'b', 's2', 's3']]);
});

test("the next run's task is read while others train, and read again in its turn if that failed", async () => {
  const { pool, trained, complete, heard } = createScriptedPool(1);
  const asked: string[] = [];
  const submit = (id: string, failures = 0): void =>
    pool.submit({
      id,
      task: () => {
        asked.push(id);
        if (asked.filter((other) => other === id).length <= failures) throw new Error('not now');
        return taskOf(config);
      },
    });
  submit('a');
  submit('b');
  submit('c', 1);
  await heardAll();
  expect(asked.toSorted()).toEqual(['a', 'b']);
  await complete(0, 'a');
  expect(asked.toSorted()).toEqual(['a', 'b', 'c']);
  await complete(0, 'b');
  expect(asked.toSorted()).toEqual(['a', 'b', 'c', 'c']);
  await complete(0, 'c');
  expect(trained()).toEqual([['a', 'b', 'c']]);
  expect(heard.filter((what) => what.startsWith('ended'))).toHaveLength(3);
});

test('a batch is acknowledged once it is stored', async () => {
  const { trainers, submit, complete, batch } = createScriptedPool(1);
  await submit('a', 'b');
  await batch(0, 'a', 0);
  await complete(0, 'a');
  expect(trainers[0]!.requests.map(({ kind }) => kind)).toEqual(['hello', 'train', 'epochsStored', 'train']);
});

test('a larger size starts waiting runs at once, a smaller one lets running ones finish', async () => {
  const { pool, trainers, submit, trained, complete } = createScriptedPool(1);
  await submit('a', 'b', 'c', 'd');
  pool.setSize(3);
  await heardAll();
  expect(trained()).toEqual([['a'], ['b'], ['c']]);
  pool.setSize(1);
  await heardAll();
  await complete(0, 'a');
  expect(trained()).toEqual([['a'], ['b'], ['c']]);
  expect(trainers.map(({ killed }) => killed())).toEqual([true, false, false]);
  await complete(1, 'b');
  await complete(2, 'c');
  expect(trained()).toEqual([['a'], ['b'], ['c', 'd']]);
});

test('a queued run that is paused is skipped until it is continued', async () => {
  const { pool, heard, submit, trained, complete } = createScriptedPool(1);
  await submit('a', 'b', 'c');
  pool.pause('b');
  await heardAll();
  await complete(0, 'a');
  pool.continue('b');
  await heardAll();
  await complete(0, 'c');
  expect(trained()).toEqual([['a', 'c', 'b']]);
  expect(heard).toEqual(['paused b', 'ended a completed', 'continued b', 'ended c completed']);
});

test('a queued run that is stopped ends without a process', async () => {
  const { pool, heard, submit, trained, complete } = createScriptedPool(1);
  await submit('a', 'b', 'c');
  pool.stop('b');
  await heardAll();
  await complete(0, 'a');
  expect(heard).toEqual(['ended b stopped', 'ended a completed']);
  expect(trained()).toEqual([['a', 'c']]);
});

test('a paused run frees its place and continues at once when told to', async () => {
  const { pool, trainers, submit, trained } = createScriptedPool(1);
  await submit('a', 'b');
  pool.pause('a');
  await heardAll();
  expect(trained()).toEqual([['a'], ['b']]);
  pool.continue('a');
  await heardAll();
  expect(trainers[0]!.requests.slice(2).map(({ kind }) => kind)).toEqual(['pause', 'continue']);
});

test('a process that dies while training interrupts its run, one that reports an error fails it; the next run gets a new one', async () => {
  const { trainers, heard, submit, trained, start, report } = createScriptedPool(1);
  await submit('a', 'b', 'c', 'd');
  await start(0, 'a');
  trainers[0]!.exit({ code: null, reason: 'killed by SIGKILL' });
  await heardAll();
  await start(1, 'b');
  await report(1, { kind: 'failed', message: 'a defect' });
  trainers[1]!.exit({ code: 1, reason: 'exited with code 1' });
  await heardAll();
  await start(2, 'c');
  expect(heard.filter((what) => what.startsWith('ended'))).toEqual([
    'ended a interrupted: the training process ended early: killed by SIGKILL; if nobody killed it, memory ran out: ' +
      'close other programs, or train fewer runs at a time',
    'ended b failed: the training process ended early: a defect',
  ]);
  expect(trained()).toEqual([['a'], ['b'], ['c']]);
  expect(trainers[0]!.requests.map(({ kind }) => kind)).toEqual(['hello', 'train']);
  expect(trainers[1]!.requests.map(({ kind }) => kind)).toEqual(['hello', 'train', 'farewell']);
});

test.each(['Array buffer allocation failed', 'WebAssembly.Memory(): could not allocate memory'])(
  'a process that says that it ran out of memory interrupts its run: %s',
  async (message) => {
    const { trainers, heard, submit, start, report } = createScriptedPool(1);
    await submit('a');
    await start(0, 'a');
    await report(0, { kind: 'failed', message });
    trainers[0]!.exit({ code: 1, reason: 'exited with code 1' });
    await heardAll();
    expect(heard.at(-1)).toBe(
      `ended a interrupted: the training process ended early: ${message}; memory ran out: close other programs, or train ` +
        'fewer runs at a time',
    );
  },
);

test('a trainer that ignores the stop is killed after three seconds; the run counts as stopped', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { pool, trainers, heard, submit } = createScriptedPool(1);
    await submit('a');
    pool.stop('a');
    await heardAll();
    vi.advanceTimersByTime(2999);
    expect(trainers[0]!.killed()).toBe(false);
    vi.advanceTimersByTime(1);
    expect(trainers[0]!.killed()).toBe(true);
    trainers[0]!.exit({ code: null, reason: 'killed by SIGKILL' });
    await heardAll();
    expect(heard).toEqual(['ended a stopped']);
  } finally {
    vi.useRealTimers();
  }
});

test('close interrupts running runs, drops queued ones, ends every process and accepts nothing more', async () => {
  const { pool, trainers, heard, submit, report, complete } = createScriptedPool(2);
  await submit('a', 'b', 'c');
  await complete(1, 'b');
  await complete(1, 'c');
  await submit('d', 'e');
  pool.pause('a');
  await heardAll();
  const closed = pool.close();
  for (const [index, runId] of ['a', 'd', 'e'].entries()) {
    await report(index, { kind: 'done', runId, outcome: { status: 'stopped', final } });
  }
  expect(trainers.map(({ killed }) => killed())).toEqual([true, true, true]);
  trainers.forEach(({ exit }) => exit({ code: null, reason: 'killed by SIGKILL' }));
  await closed;
  expect(heard.slice(2)).toEqual(['ended a interrupted', 'ended d interrupted', 'ended e interrupted']);
  expect(() => pool.submit({ id: 'f', task: () => taskOf(config) })).toThrow('closing');
});

test('close drops queued runs without a report', async () => {
  const { pool, trainers, heard, submit, complete } = createScriptedPool(1);
  await submit('a', 'b');
  const closed = pool.close();
  await complete(0, 'a');
  trainers[0]!.exit({ code: null, reason: 'killed by SIGKILL' });
  await heardAll();
  await closed;
  expect(heard).toEqual(['ended a completed']);
});
