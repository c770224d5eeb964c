import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { databaseFileName } from './connection.ts';
import { createReader } from './reader.ts';
import { storageEntry } from '../built-entries.fixture.ts';
import {
  emptyHistory,
  epochRows,
  recordRun,
  runConfig,
  temporaryStore,
  type TestStore,
} from './store-fixture.ts';

const everything = { filter: '', trashed: false };

let dataDir: string;
let store: TestStore;
beforeEach(() => {
  dataDir = emptyHistory();
  store = temporaryStore({ dataDir });
});

describe('a long export', () => {
  it('makes a chunk only on request, and none after the consumer left', async () => {
    for (let run = 0; run < 3; run += 1) recordRun(store, runConfig(), 3000);

    let made = 0;
    const reader = createReader(storageEntry, join(dataDir, databaseFileName), {
      onAnswer(answer) {
        if ('value' in answer && typeof answer.value === 'string') made += 1;
      },
    });
    const chunks = reader.exportTable({ table: 'epochs', selection: everything });
    let length = 0;
    for (let taken = 1; taken <= 5; taken += 1) {
      length += (await chunks.next()).value!.length;
      // The thread answers this only after everything asked of it before.
      await expect(
        reader.readSeries({ id: 'nobody', metrics: ['loss'], fromEpoch: 0, toEpoch: null, maxPoints: null }),
      ).rejects.toThrow();
      expect(made).toBe(taken);
    }
    expect(length / 5).toBeGreaterThan(60_000);
    expect(length / 5).toBeLessThan(70_000);
    await chunks.return();
    expect(await chunks.next()).toEqual({ done: true, value: undefined });
    expect(made).toBe(5);
    await reader.close();
  });

  it('fails when a run is deleted meanwhile, rather than ending as if it were complete', async () => {
    const ids = [1, 2].map(() => recordRun(store, runConfig(), 3000));
    ids.forEach((id) => store.endRuns([[id, { status: 'completed' }]]));
    const chunks = store.exportTable({ table: 'epochs', selection: everything });
    await chunks.next();
    store.trashRuns(ids);
    store.emptyTrash();
    const rest = (async () => {
      while (!(await chunks.next()).done);
    })();
    await expect(rest).rejects.toMatchObject({ code: 'conflict' });
  });

  it('exports the epochs that existed when it began', async () => {
    const config = runConfig();
    const id = recordRun(store, config, 3000);
    let text = '';
    for await (const chunk of store.exportTable({ table: 'epochs', selection: everything })) {
      const { epochsDone } = store.getRun(id);
      store.appendEpochs(id, epochRows(config, [{ epoch: epochsDone }]), 1);
      text += String(chunk);
    }
    expect(store.getRun(id).epochsDone).toBeGreaterThan(3000);
    expect(text.split('\r\n')).toHaveLength(1 + 3000 + 1);
  });
});
