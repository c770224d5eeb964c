import { expect, test } from 'vitest';
import { createKeyedQueue } from './keyed-queue.ts';

test('the same key waits for earlier calls, failed or not; a different key does not', async () => {
  const inTurn = createKeyedQueue();
  const gate = Promise.withResolvers<undefined>();
  const done: string[] = [];
  const note = (name: string) => async () => {
    done.push(name);
    return name;
  };

  const first = inTurn('a', async () => {
    await gate.promise;
    done.push('first');
    throw new Error('refused');
  });
  const second = inTurn('a', note('second'));
  expect(await inTurn('b', note('other'))).toBe('other');
  gate.resolve(undefined);
  await expect(first).rejects.toThrow('refused');
  expect(await second).toBe('second');
  expect(done).toEqual(['other', 'first', 'second']);
});
