import { expect, test } from 'vitest';
import { taskOf } from './pool-fixture.ts';
import type { TrainingTask } from './protocol.ts';
import { config, createScriptedPool, heardAll } from './scripted-pool.ts';

test('reports of one run are delivered one after the other, and acknowledged when that is done', async () => {
  const stored: (() => void)[] = [];
  const heard: string[] = [];
  const { trainers, submit, batch, start, complete } = createScriptedPool(2, {
    started: (id) => void heard.push(`started ${id}`),
    epochs(id, _rows, rowCount) {
      heard.push(`epochs ${id} ${rowCount}`);
      return new Promise((resolve) => stored.push(resolve));
    },
    ended: (id, { status }) => void heard.push(`ended ${id} ${status}`),
  });
  await submit('a', 'b', 'c');
  await batch(0, 'a', 0);
  await batch(0, 'a', 1);
  await batch(1, 'b', 0);
  expect(heard).toEqual(['epochs a 2', 'epochs b 2']);
  stored.shift()!();
  await heardAll();
  expect(heard.slice(2)).toEqual(['epochs a 2']);
  const acknowledged = trainers[0]!.requests.filter(({ kind }) => kind === 'epochsStored');
  expect(acknowledged).toEqual([{ kind: 'epochsStored', runId: 'a', sequence: 0 }]);

  // Its trainer continues with the next run, whose start is delivered before its end.
  await complete(0, 'a');
  await start(0, 'c');
  expect(heard.slice(3)).toEqual(['started c']);
  stored.pop()!();
  await heardAll();
  expect(heard.slice(4)).toEqual(['ended a completed']);
});

test('short runs do not outrun a slow disk', async () => {
  let store: () => void = () => undefined;
  const { submit, trained, complete } = createScriptedPool(1, {
    ended: () => new Promise((resolve) => (store = resolve)),
  });
  await submit('a', 'b', 'c', 'd');
  await complete(0, 'a');
  const storeA = store;
  await complete(0, 'b');
  expect(trained()).toEqual([['a', 'b']]);
  storeA();
  await heardAll();
  expect(trained()).toEqual([['a', 'b', 'c']]);
});

test('a task is read while nothing else waits, and a run stopped meanwhile is never trained', async () => {
  let give: (task: TrainingTask) => void = () => undefined;
  const { pool, heard, submit, trained, trainers } = createScriptedPool(1);
  pool.submit({ id: 'a', task: () => new Promise((resolve) => (give = resolve)) });
  await submit('b');
  pool.pause('a');
  await heardAll();
  expect(trained()).toEqual([[], ['b']]);
  give(taskOf(config));
  await heardAll();
  expect(trainers[0]!.requests.map(({ kind }) => kind)).toEqual(['hello', 'train', 'pause']);

  pool.submit({ id: 'c', task: () => new Promise((resolve) => (give = resolve)) });
  pool.setSize(3);
  await heardAll();
  pool.stop('c');
  give(taskOf(config));
  await heardAll();
  expect(heard).toEqual(['ended c stopped']);
  expect(trained()).toEqual([['a'], ['b'], []]);
});
