import { expect, test } from 'vitest';
import { createScriptedPool } from './scripted-pool.ts';

/** A pool on four cores, and the grants that each process received: a number if threads are measured, a text if they were specified. */
function fourCores(size: number, threads: number | 'auto' = 'auto') {
  const scripted = createScriptedPool(size, {}, { cores: 4, threads });
  const told = () =>
    scripted.trainers.map(({ requests }) =>
      requests.flatMap((request) =>
        request.kind === 'train' || request.kind === 'cores'
          ? [`${request.runId} ${request.cores}${request.exactly ? ' exactly' : ''}`]
          : [],
      ),
    );
  const wants = (trainer: number, runId: string, wanted: number) =>
    scripted.report(trainer, { kind: 'threads', runId, threads: 1, wanted });
  return { ...scripted, told, wants };
}

test('a run has every core until another starts, and gets back what that does not need', async () => {
  const { submit, told, wants, complete } = fourCores(4);
  await submit('a');
  await submit('b');
  expect(told()).toEqual([['a 4', 'a 2'], ['b 2']]);
  await wants(1, 'b', 1);
  expect(told()).toEqual([
    ['a 4', 'a 2', 'a 3'],
    ['b 2', 'b 1'],
  ]);
  await wants(0, 'a', 2);
  await submit('c');
  expect(told()).toEqual([['a 4', 'a 2', 'a 3', 'a 2'], ['b 2', 'b 1'], ['c 1']]);
  await complete(0, 'a');
  expect(told()[2]).toEqual(['c 1', 'c 3']);
});

test('with more runs than cores each has one; a process knows nothing of what its previous run wanted', async () => {
  const { submit, told, wants, complete } = fourCores(5);
  await submit('a', 'b', 'c', 'd', 'e');
  expect(told()).toEqual([['a 1'], ['b 1'], ['c 1'], ['d 1'], ['e 1']]);
  await wants(0, 'a', 1);
  for (const [trainer, id] of ['a', 'b', 'c', 'd'].entries()) await complete(trainer, id);
  expect(told()[4]!.at(-1)).toBe('e 4');
  await submit('f');
  expect(told().flat().slice(-2)).toEqual(expect.arrayContaining(['e 2']));
  expect(told()[0]!.at(-1)).toBe('f 2');
});

test('a paused run has no core, and gets some when it continues', async () => {
  const { pool, submit, told } = fourCores(2);
  await submit('a', 'b');
  pool.pause('a');
  expect(told()[1]!.at(-1)).toBe('b 4');
  pool.continue('a');
  expect(told().map((each) => each.at(-1))).toEqual(['a 2', 'b 2']);
});

test('lost cores are given up at once', async () => {
  const { pool, submit, told } = fourCores(2);
  await submit('a', 'b');
  pool.setCores(1);
  expect(told()).toEqual([
    ['a 2', 'a 1'],
    ['b 2', 'b 1'],
  ]);
});

test('a specified number of threads is used as far as there are cores, whatever the run measures', async () => {
  const { pool, submit, told, wants } = fourCores(2, 3);
  await submit('a');
  await wants(0, 'a', 1);
  expect(told()).toEqual([['a 3 exactly']]);
  await submit('b');
  expect(told()).toEqual([['a 3 exactly', 'a 2 exactly'], ['b 2 exactly']]);
  pool.setThreads('auto');
  expect(told()).toEqual([
    ['a 3 exactly', 'a 2 exactly', 'a 1'],
    ['b 2 exactly', 'b 3'],
  ]);
});
