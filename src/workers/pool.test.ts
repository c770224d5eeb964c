import { expect, test, vi } from 'vitest';
import { runConfigSchema } from '#experiments';
import type { TrainerExit, TrainerLauncher } from './launcher.ts';
import { createPool, type PoolListener } from './pool.ts';
import { quietListener, taskOf } from './pool-fixture.ts';
import type { TrainerReport, TrainerRequest } from './protocol.ts';

const config = runConfigSchema.parse({ layers: [{ kind: 'dense', units: 3 }, { kind: 'softmax' }] });
const final = { dataLoss: 1, accuracy: 0.5, validationLoss: 1.5, validationAccuracy: 0.4 };

/** A training process that does what the test says. */
interface ScriptedTrainer {
  readonly requests: TrainerRequest[];
  readonly killed: () => boolean;
  report(report: TrainerReport): void;
  exit(exit: TrainerExit): void;
}

function setUp(size: number, overrides: Partial<PoolListener> = {}) {
  const trainers: ScriptedTrainer[] = [];
  const launcher: TrainerLauncher = {
    launch() {
      const requests: TrainerRequest[] = [];
      let report: (report: TrainerReport) => void = () => undefined;
      let exit: (exit: TrainerExit) => void = () => undefined;
      let killed = false;
      trainers.push({
        requests,
        killed: () => killed,
        report: (message) => report(message),
        exit: (how) => exit(how),
      });
      return {
        pid: 1000 + trainers.length,
        send: (request) => requests.push(request),
        onMessage: (listener) => (report = listener),
        onExit: (listener) => (exit = listener),
        kill: () => (killed = true),
      };
    },
  };
  const heard: string[] = [];
  const listener = quietListener({
    started: (id) => heard.push(`started ${id}`),
    epochs: (id, _rows, rowCount) => heard.push(`epochs ${id} ${rowCount}`),
    paused: (id) => heard.push(`paused ${id}`),
    continued: (id) => heard.push(`continued ${id}`),
    ended: (id, { status, error }) => heard.push(`ended ${id} ${status}${error ? `: ${error}` : ''}`),
    ...overrides,
  });
  const pool = createPool({ launcher, size, listener });
  const submit = (...ids: string[]): void =>
    ids.forEach((id) => pool.submit({ id, task: () => taskOf(config) }));
  /** Ids of the runs that each process was told to train. */
  const trained = (): string[][] =>
    trainers.map(({ requests }) => requests.flatMap((r) => (r.kind === 'train' ? [r.runId] : [])));
  const complete = (trainer: number, runId: string): void =>
    trainers[trainer]!.report({ kind: 'done', runId, outcome: { status: 'completed', final } });
  const batch = (trainer: number, runId: string, sequence: number): void =>
    trainers[trainer]!.report({ kind: 'epochs', runId, sequence, rows: new Float64Array(26), rowCount: 2 });
  return { pool, trainers, heard, submit, trained, complete, batch };
}

test('runs start in the order in which they came, and processes serve one after another', () => {
  const { submit, trained, complete } = setUp(2);
  submit('a', 'b', 'c', 'd');
  expect(trained()).toEqual([['a'], ['b']]);
  complete(1, 'b');
  complete(1, 'c');
  expect(trained()).toEqual([['a'], ['b', 'c', 'd']]);
});

test('runs in the background wait for those that came after them', () => {
  const { pool, submit, trained, complete } = setUp(1);
  for (const id of ['s1', 's2', 's3']) pool.submit({ id, task: () => taskOf(config), background: true });
  submit('a', 'b');
  complete(0, 's1');
  complete(0, 'a');
  complete(0, 'b');
  complete(0, 's2');
  expect(trained()).toEqual([['s1', 'a', 'b', 's2', 's3']]);
});

test('a batch is acknowledged once it is stored', () => {
  const { trainers, submit, complete, batch } = setUp(1);
  submit('a', 'b');
  batch(0, 'a', 0);
  complete(0, 'a');
  expect(trainers[0]!.requests.map(({ kind }) => kind)).toEqual(['hello', 'train', 'epochsStored', 'train']);
});

test('a larger size starts waiting runs at once, a smaller one lets running ones finish', () => {
  const { pool, trainers, submit, trained, complete } = setUp(1);
  submit('a', 'b', 'c', 'd');
  pool.setSize(3);
  expect(trained()).toEqual([['a'], ['b'], ['c']]);
  pool.setSize(1);
  complete(0, 'a');
  expect(trained()).toEqual([['a'], ['b'], ['c']]);
  expect(trainers.map(({ killed }) => killed())).toEqual([true, false, false]);
  complete(1, 'b');
  complete(2, 'c');
  expect(trained()).toEqual([['a'], ['b'], ['c', 'd']]);
});

test('a queued run that is paused is passed over until it is continued', () => {
  const { pool, heard, submit, trained, complete } = setUp(1);
  submit('a', 'b', 'c');
  pool.pause('b');
  complete(0, 'a');
  pool.continue('b');
  complete(0, 'c');
  expect(trained()).toEqual([['a', 'c', 'b']]);
  expect(heard).toEqual(['paused b', 'ended a completed', 'continued b', 'ended c completed']);
});

test('a queued run that is stopped ends without a process', () => {
  const { pool, heard, submit, trained, complete } = setUp(1);
  submit('a', 'b', 'c');
  pool.stop('b');
  complete(0, 'a');
  expect(heard).toEqual(['ended b stopped', 'ended a completed']);
  expect(trained()).toEqual([['a', 'c']]);
});

test('a paused run frees its place and goes on at once when continued', () => {
  const { pool, trainers, submit, trained } = setUp(1);
  submit('a', 'b');
  pool.pause('a');
  expect(trained()).toEqual([['a'], ['b']]);
  pool.continue('a');
  expect(trainers[0]!.requests.slice(2).map(({ kind }) => kind)).toEqual(['pause', 'continue']);
});

test('rows that cannot be stored fail their run, and nothing after the hole is stored', () => {
  const stored: number[] = [];
  const { trainers, heard, submit, batch } = setUp(1, {
    epochs(_id, rows) {
      if (stored.length === 1) throw new Error('the disk is full');
      stored.push(rows.length);
    },
  });
  submit('a');
  batch(0, 'a', 0);
  batch(0, 'a', 1);
  batch(0, 'a', 2);
  trainers[0]!.report({ kind: 'done', runId: 'a', outcome: { status: 'completed', final } });
  expect(stored).toEqual([26]);
  expect(heard).toEqual(['ended a failed: the disk is full']);
  expect(trainers[0]!.requests.map(({ kind }) => kind)).toEqual([
    'hello',
    'train',
    'epochsStored',
    'stop',
    'epochsStored',
    'epochsStored',
  ]);
});

test('rows that cannot be stored fail a run also when it was just asked to stop', () => {
  const { pool, trainers, heard, submit, batch } = setUp(1, {
    epochs() {
      throw new Error('the disk is full');
    },
  });
  submit('a');
  pool.stop('a');
  batch(0, 'a', 0);
  trainers[0]!.report({ kind: 'done', runId: 'a', outcome: { status: 'stopped', final } });
  expect(heard).toEqual(['ended a failed: the disk is full']);
});

test('a batch that was lost fails its run', () => {
  const { heard, submit, batch, trainers } = setUp(1);
  submit('a');
  batch(0, 'a', 0);
  batch(0, 'a', 2);
  trainers[0]!.report({ kind: 'done', runId: 'a', outcome: { status: 'stopped' } });
  expect(heard).toEqual(['epochs a 2', 'ended a failed: batch 2 of metrics arrived where batch 1 was due']);
});

test('a process that dies without a word interrupts its run, one that says why fails it; the next run gets a new one', () => {
  const { trainers, heard, submit, trained } = setUp(1);
  submit('a', 'b', 'c');
  trainers[0]!.exit({ code: null, reason: 'killed by SIGKILL' });
  trainers[1]!.report({ kind: 'failed', message: 'a defect' });
  trainers[1]!.exit({ code: 1, reason: 'exited with code 1' });
  expect(heard).toEqual([
    'ended a interrupted: the training process ended early: killed by SIGKILL',
    'ended b failed: the training process ended early: a defect',
  ]);
  expect(trained()).toEqual([['a'], ['b'], ['c']]);
  expect(trainers[0]!.requests.map(({ kind }) => kind)).toEqual(['hello', 'train']);
});

test('a trainer that does not hear the stop is killed after three seconds; the run counts as stopped', () => {
  vi.useFakeTimers();
  try {
    const { pool, trainers, heard, submit } = setUp(1);
    submit('a');
    pool.stop('a');
    vi.advanceTimersByTime(2999);
    expect(trainers[0]!.killed()).toBe(false);
    vi.advanceTimersByTime(1);
    expect(trainers[0]!.killed()).toBe(true);
    trainers[0]!.exit({ code: null, reason: 'killed by SIGKILL' });
    expect(heard).toEqual(['ended a stopped']);
  } finally {
    vi.useRealTimers();
  }
});

test('a process that cannot be launched fails the run, not the host', () => {
  const heard: string[] = [];
  const pool = createPool({
    size: 1,
    launcher: {
      launch() {
        throw new Error('too many processes');
      },
    },
    listener: quietListener({
      ended: (id, { status, error }) => heard.push(`${id} ${status}: ${error}`),
    }),
  });
  pool.submit({ id: 'a', task: () => taskOf(config) });
  expect(heard).toEqual(['a failed: no training process could be started: too many processes']);
});

test('close interrupts what runs, drops what is queued, ends every process and takes nothing more', async () => {
  const { pool, trainers, heard, submit, complete } = setUp(2);
  submit('a', 'b', 'c');
  complete(1, 'b');
  complete(1, 'c');
  submit('d', 'e');
  pool.pause('a');
  const closed = pool.close();
  trainers.forEach(({ report }, index) => {
    const runId = ['a', 'd', 'e'][index]!;
    report({ kind: 'done', runId, outcome: { status: 'stopped', final } });
  });
  expect(trainers.map(({ killed }) => killed())).toEqual([true, true, true]);
  trainers.forEach(({ exit }) => exit({ code: null, reason: 'killed by SIGKILL' }));
  await closed;
  expect(heard.slice(2)).toEqual(['ended a interrupted', 'ended d interrupted', 'ended e interrupted']);
  expect(() => submit('f')).toThrow('closing');
});

test('close drops queued runs without a word', async () => {
  const { pool, trainers, heard, submit, complete } = setUp(1);
  submit('a', 'b');
  const closed = pool.close();
  complete(0, 'a');
  trainers[0]!.exit({ code: null, reason: 'killed by SIGKILL' });
  await closed;
  expect(heard).toEqual(['ended a completed']);
});
