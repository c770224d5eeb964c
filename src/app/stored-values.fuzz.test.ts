import { cpSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect } from 'vitest';
import { AppError, type Client, createClient, seriesMetrics, type Transport } from '#api';
import { databaseFileName } from '#storage';
import type { TrainerLauncher } from '#workers';
import { type Dice, fuzz } from '../fuzz-rounds.fixture.ts';
import { damageableColumns, damageRow, damagesOf } from '../storage/damage.fixture.ts';
import { fillStore } from '../storage/filled-store.fixture.ts';
import { storageEntry } from '../built-entries.fixture.ts';
import { makeFolder, removeFolder } from '../temporary-folder.fixture.ts';
import { openLambdascope } from './lambdascope.ts';

/** Number of columns damaged before the folder is opened. */
const damages = 12;

let folder = '';
beforeAll(async () => {
  folder = makeFolder();
  await fillStore(join(folder, 'whole'));
});
afterAll(() => removeFolder(folder));

/** A copy of the filled folder with some of it damaged. */
function damagedFolder(dice: Dice): string {
  const dataDir = join(folder, 'damaged');
  removeFolder(dataDir);
  cpSync(join(folder, 'whole'), dataDir, { recursive: true });
  const db = new Database(join(dataDir, databaseFileName));
  db.pragma('ignore_check_constraints = ON');
  db.pragma('foreign_keys = OFF');
  db.exec('DROP TRIGGER runs_ended_are_immutable');
  const columns = damageableColumns(db);
  const done = Array.from({ length: damages }, () => {
    const column = dice.pick(columns);
    return { ...column, value: dice.pick(damagesOf(db, column)), row: dice.pick(['first', 'last'] as const) };
  });
  dice.trying(done.map(({ table, column, row, value }) => [table, column, row, String(value).slice(0, 100)]));
  for (const damage of done) damageRow(db, damage);
  db.close();
  return dataDir;
}

/** Stored ids, without those that no command accepts. */
function idsIn(dataDir: string, table: string, column: string): string[] {
  const db = new Database(join(dataDir, databaseFileName), { readonly: true });
  const ids = db.prepare<[], string>(`SELECT ${column} FROM ${table}`).pluck().all();
  db.close();
  return ids.filter((id) => id.length > 0 && id.length <= 64);
}

/** Trainers that accept a run and say nothing until the next message, on which they end. */
const silent: TrainerLauncher = {
  launch() {
    const exited = Promise.withResolvers<null>();
    return {
      pid: undefined,
      send: ({ kind }) => (kind === 'train' ? undefined : exited.resolve(null)),
      onMessage: () => undefined,
      onExit: (listener) => void exited.promise.then(() => listener({ code: 0, reason: 'it was told to' })),
      kill: () => exited.resolve(null),
    };
  },
};

/** Fails on errors that a user could do nothing about. */
async function ask(question: () => Promise<unknown>): Promise<void> {
  try {
    await question();
  } catch (thrown) {
    if (AppError.from(thrown).code === 'internal') throw thrown;
  }
}

const wanted = { metrics: [...seriesMetrics, 'layerPenalties.0' as const] };

function questionsOfRun(client: Client, id: string): readonly (() => Promise<unknown>)[] {
  return [
    () => client.getRun({ id }),
    () => client.readSeries({ id, ...wanted }),
    () => client.readSnapshots({ ids: [id], at: 'all' }),
    () => client.readConfusion({ id, set: 'validation' }),
    () => client.readConfusion({ id, set: 'test' }),
    () => client.prepareExport({ table: 'runs', ids: [id] }),
    () => client.updateRun({ id, name: 'renamed' }),
    () => client.tagRuns({ ids: [id], add: ['new'] }),
    () => client.revealTest({ id }),
    async () => client.forkRun({ id, epoch: 2, config: (await client.getRun({ id })).config }),
    () => client.resumeRuns({ ids: [id], epochs: 500 }),
    () => client.trashRuns({ ids: [id] }),
    () => client.restoreRuns({ ids: [id] }),
  ];
}

function questionsOfSweep(client: Client, id: string): readonly (() => Promise<unknown>)[] {
  return [
    () => client.getSweep({ id }),
    () => client.previewConfirmation({ id }),
    () => client.trainMissing({ id }),
    () => client.confirmSweep({ id, count: 5 }),
    () => client.updateSweep({ id, name: 'renamed', seeds: [0, 1, 2], train: true }),
    () => client.trashSweep({ id }),
    () => client.restoreSweep({ id }),
  ];
}

fuzz('a host opens a folder whatever is stored in it, and every command answers', 2, async (dice) => {
  const dataDir = damagedFolder(dice);
  const defects: unknown[] = [];
  const app = await openLambdascope({
    ...{ dataDir, host: 'serve', launcher: silent, storageEntry, appVersion: '1.2.3', concurrency: 1 },
    onDefect: (defect) => defects.push(defect),
  });
  try {
    const client = createClient({
      async request(command: string, input: unknown) {
        const answer = await app.dispatch(command, input);
        if (answer.ok) return JSON.parse(JSON.stringify(answer.value)) as unknown; // as deep as a transport allows
        throw AppError.fromData(answer.error);
      },
    } as Transport);

    // These answer, whatever a row holds.
    await client.listRuns({});
    await client.listRuns({ trashed: true, sort: 'durationMs' });
    await client.listSweeps({});
    await client.listTables({});
    await client.getPreferences({});
    await client.getActivity({});
    await client.readTrash({});
    for (const table of ['runs', 'epochs'] as const) {
      const { ticket } = await client.prepareExport({ table });
      for await (const chunk of app.takeExport(ticket).chunks) expect(chunk).not.toBe('');
    }

    for (const id of idsIn(dataDir, 'runs', 'public_id')) {
      for (const question of questionsOfRun(client, id)) await ask(question);
      await ask(() => app.resolveRunId(id));
    }
    for (const id of idsIn(dataDir, 'sweeps', 'public_id')) {
      for (const question of questionsOfSweep(client, id)) await ask(question);
    }
    for (const digest of idsIn(dataDir, 'data_tables', 'digest')) {
      await ask(() => client.getTable({ digest }));
      await ask(() => client.deleteTable({ digest }));
    }
    await ask(() => client.stopRuns({}));
    await client.emptyTrash({});
  } finally {
    await app.close();
  }
  expect(defects).toEqual([]);
});
