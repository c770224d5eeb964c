import { availableParallelism } from 'node:os';
import { concurrencySchema } from '#api';
import type { Store } from '#storage';
import type { Log } from './log/index.ts';

/** The preference that keeps how many runs train at the same time. */
export const concurrencyKey = 'concurrency';

/** How many runs train at the same time: what the user chose, else all processors but one. */
export async function readConcurrency(store: Pick<Store, 'getPreferences'>, log: Log): Promise<number> {
  const { [concurrencyKey]: stored } = await store.getPreferences();
  const fallback = Math.max(1, availableParallelism() - 1);
  if (stored === undefined) return fallback;
  const chosen = concurrencySchema.safeParse(stored);
  if (chosen.success) return chosen.data;
  log.write(
    'warning',
    `the preference ${concurrencyKey} is ${JSON.stringify(stored)}, where a number from 1 to 64 is allowed: ${fallback} is taken; ` +
      'choose another one in Settings',
  );
  return fallback;
}
