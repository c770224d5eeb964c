import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { readConcurrency } from './concurrency.ts';

const fallback = Math.max(1, availableParallelism() - 1);

/** What is taken where this is stored, and what the log says of it. */
async function read(stored: unknown): Promise<readonly [number, string[]]> {
  const said: string[] = [];
  const log = { file: '', write: (_level: string, message: string) => void said.push(message) } as never;
  const preferences = stored === undefined ? {} : { concurrency: stored };
  return [await readConcurrency({ getPreferences: () => preferences } as never, log), said];
}

test('the number that was chosen is taken, and all processors but one where none was', async () => {
  expect(await read(3)).toEqual([3, []]);
  expect(await read(undefined)).toEqual([fallback, []]);
});

test.each([0, -1, 1.5, 65, '4', null, [], {}])(
  '%j is no number of runs: the default is taken, and said',
  async (stored) => {
    const [taken, said] = await read(stored);
    expect(taken).toBe(fallback);
    expect(said).toEqual([
      `the preference concurrency is ${JSON.stringify(stored)}, where a number from 1 to 64 is allowed: ${fallback} is taken; ` +
        'choose another one in Settings',
    ]);
  },
);
