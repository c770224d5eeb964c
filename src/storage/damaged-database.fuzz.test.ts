import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, expect } from 'vitest';
import { AppError } from '#api';
import { fuzz } from '../fuzz-rounds.fixture.ts';
import { makeFolder, removeFolder } from '../temporary-folder.fixture.ts';
import { databaseFileName } from './connection.ts';
import { openStore } from './index.ts';
import { storageEntry } from '../built-entries.fixture.ts';
import { openTestStore, recordRun, runConfig, storageOptions } from './store-fixture.ts';

const codes = [
  'notADatabase',
  'storage',
  'folderNotWritable',
  'databaseTooNew',
  'conflict',
  'invalidInput',
  'notFound',
];
let whole: Buffer;
let ids: string[];

beforeAll(async () => {
  const dataDir = makeFolder();
  const store = openTestStore({ dataDir });
  ids = [recordRun(store, runConfig(), 500, 'first'), recordRun(store, runConfig({ seed: 1 }), 50, 'second')];
  store.updateRun({ id: ids[0]!, notes: 'seen', tags: ['a', 'b'] });
  await store.close();
  whole = readFileSync(join(dataDir, databaseFileName));
  removeFolder(dataDir);
});

/** Runs an operation; any error except an AppError that a user can act on is a defect. */
async function attempt(action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    expect(codes, thrown.message).toContain(thrown.code);
  }
}

fuzz('a database with flipped bits opens as far as possible, or is refused', 5, async (dice) => {
  const bytes = Buffer.from(whole);
  const flips = Array.from({ length: 1 + dice.below(8) }, () => ({
    at: dice.below(dice.chance(0.3) ? 100 : bytes.length),
    bit: dice.below(8),
  }));
  for (const { at, bit } of flips) bytes[at]! ^= 1 << bit;
  const length = dice.chance(0.2) ? dice.below(bytes.length) : bytes.length;
  dice.trying({ flips, length });
  const dataDir = makeFolder();
  writeFileSync(join(dataDir, databaseFileName), bytes.subarray(0, length));
  try {
    await attempt(async () => {
      const store = await openStore({ ...storageOptions({ dataDir }), storageEntry });
      try {
        const everything = {
          filter: '',
          trashed: false,
          sort: 'createdAt',
          descending: true,
          offset: 0,
          limit: 200,
        } as const;
        await attempt(() => store.listRuns(everything));
        for (const id of ids) {
          await attempt(() => store.getRun(id));
          await attempt(() => store.updateRun({ id, notes: 'again' }));
        }
        await attempt(() => store.getPreferences());
        await attempt(() =>
          text(store.exportTable({ table: 'epochs', selection: { filter: '', trashed: false } })),
        );
      } finally {
        await store.close();
      }
    });
  } finally {
    removeFolder(dataDir);
  }
});
