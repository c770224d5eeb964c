import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '#api';
import { taskOf } from './pool-fixture.ts';
import { config, createScriptedPool, final, heardAll } from './scripted-pool.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const full = new AppError('storageFull', 'the disk is full');

/** A pool of one whose listener cannot store rows until `free()`. */
function setUp() {
  let isFull = true;
  const stored: number[] = [];
  const scripted = createScriptedPool(1, {
    epochs(_id, rows) {
      if (isFull) throw full;
      stored.push(rows[0]!);
    },
  });
  const send = (sequence: number): Promise<void> =>
    scripted.report(0, {
      kind: 'epochs',
      runId: 'a',
      sequence,
      rows: Float64Array.of(sequence, 0),
      rowCount: 1,
    });
  const acknowledged = (): number[] =>
    scripted.trainers[0]!.requests.flatMap((request) =>
      request.kind === 'epochsStored' ? [request.sequence] : [],
    );
  const free = (): void => void (isFull = false);
  return { ...scripted, stored, send, acknowledged, free };
}

test('rows that cannot be stored for a while wait, unacknowledged and in order, and are stored once each', async () => {
  const { heard, stored, submit, start, send, acknowledged, complete, free } = setUp();
  await submit('a');
  await start(0, 'a');
  for (const sequence of [0, 1, 2]) await send(sequence);
  await complete(0, 'a');
  expect(heard).toEqual(['started a', 'waits a: the disk is full']);
  expect(acknowledged()).toEqual([]);
  free();
  await vi.advanceTimersByTimeAsync(2000);
  expect(heard.slice(2)).toEqual(['goes on a', 'ended a completed']);
  expect(stored).toEqual([0, 1, 2]);
});

test('a waiting run is stopped at once for its trainer, and ends when its rows are stored', async () => {
  const { pool, heard, stored, submit, start, report, send, trained, free } = setUp();
  await submit('a', 'b');
  await start(0, 'a');
  await send(0);
  pool.stop('a');
  await report(0, { kind: 'done', runId: 'a', outcome: { status: 'stopped', final } });
  expect(trained()).toEqual([['a', 'b']]);
  expect(heard).toEqual(['started a', 'waits a: the disk is full']);
  free();
  await vi.advanceTimersByTimeAsync(2000);
  expect(heard.slice(2)).toEqual(['goes on a', 'ended a stopped']);
  expect(stored).toEqual([0]);
});

test('close waits five seconds for what cannot be stored, and leaves the run without an end', async () => {
  const { pool, trainers, heard, submit, start, send, report } = setUp();
  await submit('a');
  await start(0, 'a');
  await send(0);
  let isClosed = false;
  const closed = pool.close().then(() => (isClosed = true));
  await report(0, { kind: 'done', runId: 'a', outcome: { status: 'stopped', final } });
  expect(trainers[0]!.killed()).toBe(true);
  trainers[0]!.exit({ code: null, reason: 'killed by SIGKILL' });
  await vi.advanceTimersByTimeAsync(4999);
  expect(isClosed).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await closed;
  await heardAll();
  expect(new Set(heard)).toEqual(new Set(['started a', 'waits a: the disk is full']));
});

test('a task and a table chunk are waited for; an error in them fails the run', async () => {
  const { pool, heard, trainers, report } = createScriptedPool(1);
  let problems: Error[] = [full];
  const next = <Value>(value: Value): Value => {
    const problem = problems.shift();
    if (problem) throw problem;
    return value;
  };
  const submit = (id: string): void =>
    pool.submit({ id, task: () => next(taskOf(config)), tableChunk: () => next(Uint8Array.of(1)) });
  submit('a');
  await vi.advanceTimersByTimeAsync(2000);
  expect(trainers[0]!.requests.map(({ kind }) => kind)).toEqual(['hello', 'train']);
  problems = [full];
  await report(0, { kind: 'tableWanted', runId: 'a', chunk: 0 });
  await vi.advanceTimersByTimeAsync(2000);
  expect(trainers[0]!.requests.at(-1)).toEqual({ kind: 'tableChunk', runId: 'a', bytes: Uint8Array.of(1) });

  problems = [new AppError('notFound', 'the table is gone')];
  await report(0, { kind: 'tableWanted', runId: 'a', chunk: 1 });
  expect(trainers[0]!.requests.slice(3).map(({ kind }) => kind)).toEqual(['stop', 'tableChunk']);
  await report(0, { kind: 'done', runId: 'a', outcome: { status: 'stopped' } });
  expect(heard.at(-1)).toBe('ended a failed: the table is gone');
  problems = [new AppError('invalidInput', 'its config cannot be read')];
  submit('b');
  await heardAll();
  expect(heard.at(-1)).toBe('ended b failed: its config cannot be read');
});

test('a defect of the listener interrupts its run, nothing after the gap is stored, and it is reported', async () => {
  const defect = new TypeError('rows is not iterable');
  const stored: number[] = [];
  const { pool, trainers, heard, defects, submit, batch, report } = createScriptedPool(1, {
    epochs(_id, rows) {
      if (stored.length === 1) throw defect;
      stored.push(rows.length);
    },
  });
  await submit('a');
  for (const sequence of [0, 1, 2]) await batch(0, 'a', sequence);
  pool.stop('a');
  await report(0, { kind: 'done', runId: 'a', outcome: { status: 'completed', final } });
  expect(stored).toEqual([26]);
  expect(heard).toEqual(['ended a interrupted: rows is not iterable']);
  expect(defects).toEqual([defect]);
  const kinds = ['hello', 'train', 'epochsStored', 'stop', 'epochsStored', 'epochsStored'];
  expect(trainers[0]!.requests.map(({ kind }) => kind)).toEqual(kinds);
});

test('an unknown failure of the database is waited for, and interrupts a run if it persists', async () => {
  let attempts = 0;
  const broken = new AppError('storage', 'the database failed');
  const { pool, heard, defects, trained } = createScriptedPool(1);
  pool.submit({
    id: 'a',
    task() {
      attempts += 1;
      throw broken;
    },
  });
  await heardAll();
  for (let round = 0; round < 20; round++) await vi.advanceTimersByTimeAsync(5000);
  await heardAll();
  expect(attempts).toBe(10);
  expect(heard.slice(-2)).toEqual(['goes on a', 'ended a interrupted: the database failed']);
  expect([trained(), defects]).toEqual([[[]], []]);
});

test('a lost batch interrupts its run', async () => {
  const { heard, defects, submit, batch, report } = createScriptedPool(1);
  await submit('a');
  await batch(0, 'a', 0);
  await batch(0, 'a', 2);
  await report(0, { kind: 'done', runId: 'a', outcome: { status: 'stopped' } });
  const error = 'batch 2 of metrics arrived where batch 1 was expected';
  expect(heard).toEqual(['epochs a 2', `ended a interrupted: ${error}`]);
  expect(defects).toEqual([new Error(error)]);
});

test('an end is reported until it is accepted, whatever it failed for', async () => {
  const problems = [full, new Error('a defect'), new Error('a defect')];
  const ends: string[] = [];
  const { heard, defects, submit, complete } = createScriptedPool(1, {
    ended(id, { status }) {
      const problem = problems.shift();
      if (problem) throw problem;
      ends.push(`${id} ${status}`);
    },
  });
  await submit('a');
  await complete(0, 'a');
  await vi.advanceTimersByTimeAsync(2000);
  expect(ends).toEqual(['a completed']);
  expect(defects).toEqual([new Error('a defect')]);
  expect(heard).toEqual(['waits a: the disk is full', 'waits a: a defect', 'waits a: a defect', 'goes on a']);
});
