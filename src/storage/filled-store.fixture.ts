import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type ConfirmationPlan, datasetOf, type RunConfig, sweepDefinitionSchema } from '#api';
import { databaseFileName } from './connection.ts';
import { recordRun, runConfig, openTestStore, type TestStore } from './store-fixture.ts';

/** A database with data in every column of every table. */
export interface Filled {
  /** Rows that are never damaged: only the first row of a table and the last run are. */
  readonly untouched: { readonly run: string; readonly sweep: string; readonly table: string };
}

const path = 'layers.0.weightRegularizerL2';
const test = { samplesPerClass: 50 };
const plan: ConfirmationPlan = {
  chosen: { [path]: 1e-3 },
  baseline: { [path]: 0 },
  choice: { by: 'hand' },
  test,
  seeds: [7, 8],
};
const metrics = { dataLoss: 0.5, accuracy: 0.75, validationLoss: 0.6, validationAccuracy: 0.7 };
const onTest = { dataLoss: 0.65, accuracy: 0.7 };
const numberOfParameters = 3 * 64 + 65 * 3;

/** Fills a folder, leaving a queue in the session of a process that died. */
export async function fillStore(dataDir: string): Promise<Filled> {
  const store = openTestStore({ dataDir });
  const tables = [await importTable(store, 0), await importTable(store, 1)];
  const definition = sweepDefinitionSchema.parse({
    base: runConfig({ test }),
    axes: [{ points: [{ [path]: 0 }, { [path]: 1e-3 }] }],
    seeds: [0, 1],
  });
  const [sweep, other] = [store.createSweep(definition, 'first'), store.createSweep(definition, 'second')];
  const confirmation = store.createConfirmation(sweep.id, plan);
  store.createConfirmation(other.id, plan);

  const ofTable = runConfig({
    ...{ dataset: datasetOf(tables[0]!), validation: { share: 0.25 }, test: { share: 0.25 } },
    layers: [
      { kind: 'dense', units: 8, weightRegularizerL2: 1e-4 },
      { kind: 'dense', units: 2 },
      { kind: 'softmax' },
    ],
  });
  const first = record(store, ofTable, 'first');
  const untouched = record(store, runConfig({ seed: 3, test }), 'untouched');
  store.createRuns([
    { config: runConfig({ test }), name: 'member', sweepId: sweep.id },
    { config: runConfig({ seed: 7, test }), name: 'fresh', sweepId: sweep.id, confirmationId: confirmation },
    {
      config: runConfig(),
      name: 'fork',
      branch: { parentId: first, epoch: 5, ancestry: [{ config: runConfig(), until: 5 }] },
    },
    { config: runConfig({ seed: 9 }), name: 'queued', tags: ['waits'] },
  ]);
  for (const key of ['damaged', 'untouched']) store.setPreference(key, { of: key });
  await store.close();
  letDie(dataDir);
  return { untouched: { run: untouched, sweep: other.id, table: tables[1]!.digest } };
}

/** A completed run with everything that a run can have. */
function record(store: TestStore, config: RunConfig, name: string): string {
  const id = recordRun(store, config, 30, name);
  store.saveSnapshots(id, [{ epoch: 10, parameters: new Float32Array(numberOfParameters).fill(0.5) }]);
  store.saveCheckpoint(id, 20, Uint8Array.of(1, 2, 3));
  store.endRuns([
    [
      id,
      {
        ...{ status: 'completed', final: metrics, test: onTest, averaged: metrics, averagedTest: onTest },
        ...{ digest: 'f'.repeat(64), restoredEpoch: 20, error: 'none' },
      },
    ],
  ]);
  store.revealTest(id);
  store.updateRun({ id, notes: 'some notes', tags: ['one', 'two'] });
  return id;
}

async function importTable(store: TestStore, first: number) {
  const rows = Array.from({ length: 40 }, (_, row) => `${row + first},${row % 5},${row % 2 ? 'b' : 'a'}`);
  const table = store.beginTableImport('points.csv', {});
  await table.push(new TextEncoder().encode(`x,y,c\n${rows.join('\n')}\n`));
  return table.finish();
}

/** Fills what the store leaves empty on purpose: columns that only a crash or another state fills. */
function letDie(dataDir: string): void {
  const db = new Database(join(dataDir, databaseFileName));
  db.exec(`UPDATE runs SET started_at = created_at, running_since = created_at WHERE status = 'queued'`);
  db.close();
}
