import { expect, test } from 'vitest';
import { AppError } from '#api';
import { createEndWriter } from './end-writer.ts';

const stopped = { status: 'stopped' } as const;

test('ends that arrive while others are being written are written together', async () => {
  const batches: string[][] = [];
  const gates = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const endRun = createEndWriter({
    async endRuns(ends) {
      batches.push(ends.map(([id]) => id));
      await gates[batches.length - 1]!.promise;
    },
  });
  const first = [endRun('a', stopped), endRun('b', stopped)];
  await expect.poll(() => batches).toEqual([['a', 'b']]);
  const later = ['c', 'd', 'e'].map((id) => endRun(id, stopped));
  gates[0]!.resolve(undefined);
  await Promise.all(first);
  await expect.poll(() => batches.length).toBe(2);
  gates[1]!.resolve(undefined);
  await Promise.all(later);
  expect(batches).toEqual([
    ['a', 'b'],
    ['c', 'd', 'e'],
  ]);
});

test('an end that cannot be written does not affect others, and a passing failure is reported to all', async () => {
  const written: string[] = [];
  let problem = new AppError('notReadable', 'its row is damaged');
  const endRun = createEndWriter({
    async endRuns(ends) {
      if (problem.code === 'storageFull' || ends.some(([id]) => id === 'damaged')) throw problem;
      written.push(...ends.map(([id]) => id));
    },
  });
  const told = (ids: readonly string[]) => Promise.allSettled(ids.map((id) => endRun(id, stopped)));
  expect(await told(['a', 'damaged', 'b'])).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: { code: 'notReadable' } },
    { status: 'fulfilled' },
  ]);
  expect(written).toEqual(['a', 'b']);
  problem = new AppError('storageFull', 'the disk is full');
  const refused = { status: 'rejected', reason: { code: 'storageFull' } };
  expect(await told(['c', 'd'])).toMatchObject([refused, refused]);
});
