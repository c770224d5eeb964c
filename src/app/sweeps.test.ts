import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { summarizeCells, type SweepDefinitionInput } from '#api';
import {
  emptyHistory,
  ended,
  endlessConfig,
  failureOf,
  openTestApp,
  shareTestApp,
  smallConfig,
  type TestApp,
} from './app-fixture.ts';

const shared = shareTestApp();

const path = 'layers.0.weightRegularizerL2';

function definition(changes: Partial<SweepDefinitionInput> = {}): SweepDefinitionInput {
  return {
    name: 'lambdas',
    base: smallConfig({ epochs: 20 }),
    axes: [{ points: [{ [path]: 0 }, { [path]: 1e-2 }] }],
    seeds: [0, 1],
    ...changes,
  };
}

async function untilDone({ client, until }: TestApp, id: string): Promise<void> {
  const { members } = await client.getSweep({ id });
  for (const run of members) if (run.id !== null) await until(run.id, ended);
}

test('a sweep trains every cell over every seed, and its numbers are those of its runs', async () => {
  const app = shared();
  const { id, counts, grid } = await app.client.createSweep({ definition: definition() });
  expect(counts.missing).toBe(0);
  expect(grid.map((cell) => cell.grid)).toEqual([{ [path]: 0 }, { [path]: 1e-2 }]);
  await untilDone(app, id);

  const sweep = await app.client.getSweep({ id });
  expect(sweep).toMatchObject({ name: 'lambdas', cells: 2, runs: 4, progress: 1, remainingMs: null });
  expect(sweep.counts.completed).toBe(4);
  expect(sweep.members.map(({ cell, seed }) => [cell, seed])).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  const runs = await Promise.all(sweep.members.map((member) => app.client.getRun({ id: member.id! })));
  expect(runs.map(({ name }) => name)).toEqual([
    'lambdas 0 seed 0',
    'lambdas 0 seed 1',
    'lambdas 0.01 seed 0',
    'lambdas 0.01 seed 1',
  ]);
  const cells = summarizeCells(2, sweep.members, 'final');
  const losses = [runs[2]!.final!.validationLoss, runs[3]!.final!.validationLoss];
  expect(cells[1]!.validationLoss.mean).toBeCloseTo((losses[0]! + losses[1]!) / 2, 14);
  expect((await app.client.listRuns({ sweepId: id })).total).toBe(4);

  const { runs: kept } = await app.client.readSnapshots({ ids: [runs[0]!.id], at: [0, 5, 1000] });
  expect(kept[0]!.snapshots[0]!.parameters).toHaveLength(2 * 4 + 4 + 4 * 3 + 3);
  expect(kept[0]!.snapshots.map(({ epoch }) => epoch)).toEqual([0, 5, 20]);
});

test('missing runs of a sweep are trained again, and a wider grid trains only what is new', async () => {
  const app = await openTestApp();
  const { id, members } = await app.client.createSweep({ definition: definition() });
  await untilDone(app, id);
  await app.client.trashRuns({ ids: [members[1]!.id!] });
  expect((await app.client.getSweep({ id })).counts).toMatchObject({ completed: 3, missing: 1 });

  await app.client.trainMissing({ id });
  await untilDone(app, id);
  const healed = await app.client.getSweep({ id });
  expect(healed.counts).toMatchObject({ completed: 4, missing: 0 });
  expect(healed.members[1]!.id).not.toBe(members[1]!.id);

  const { counts } = await app.client.updateSweep({ id, seeds: [0, 1, 2] });
  expect(counts).toMatchObject({ completed: 4, missing: 2 });
  await app.client.trainMissing({ id });
  await untilDone(app, id);
  const wider = await app.client.getSweep({ id });
  expect(wider.counts.completed).toBe(6);
  expect(wider.members[0]!.id).toBe(members[0]!.id);
  const { sweeps } = await app.client.listSweeps({});
  expect(sweeps).toHaveLength(1);
  expect(wider).toMatchObject(sweeps[0]!);
});

test('a stopped run of a sweep continues where it was', async () => {
  const app = shared();
  const base = endlessConfig();
  const { id, members } = await app.client.createSweep({ definition: definition({ base, axes: [] }) });
  const [first] = members;
  await app.until(first!.id!, (run) => run.epochsDone > 0);
  const { runs } = await app.client.stopRuns({});
  const epochsDone = runs.find((run) => run.id === first!.id)!.epochsDone;
  expect((await app.client.getSweep({ id })).counts.stopped).toBe(2);

  const healed = await app.client.trainMissing({ id });
  expect(healed.members.map((run) => run.id)).toEqual(members.map((run) => run.id));
  await app.until(first!.id!, (run) => run.status === 'running' && run.epochsDone > epochsDone);
  await app.client.stopRuns({});
});

test('a different grid trains what it adds, and leaves stopped or trashed runs alone', async () => {
  const app = shared();
  const base = endlessConfig();
  const { id, members } = await app.client.createSweep({ definition: definition({ base, axes: [] }) });
  await app.client.stopRuns({});
  await app.client.trashRuns({ ids: [members[1]!.id!] });

  const wider = definition({ base, axes: [], seeds: [0, 1, 2, 3] });
  expect((await app.client.previewSweep({ definition: wider, id })).runs).toBe(2);
  const { counts } = await app.client.updateSweep({ id, seeds: [0, 1, 2, 3], train: true });
  expect([counts.stopped, counts.missing, counts.queued + counts.running]).toEqual([1, 1, 2]);
  await app.client.stopRuns({});
});

test('a sweep whose stored grid cannot be read says so, beside the others, and keeps its runs', async () => {
  const dataDir = emptyHistory();
  const app = await openTestApp({ dataDir });
  const { id } = await app.client.createSweep({ definition: definition() });
  await untilDone(app, id);
  const db = new Database(join(dataDir, 'lambdascope.sqlite3'));
  db.prepare('UPDATE sweeps SET definition = ?').run(JSON.stringify({ version: 9 }));
  db.close();

  const { sweeps } = await app.client.listSweeps({});
  expect(sweeps).toMatchObject([{ id, name: 'lambdas', cells: 0, runs: 4, counts: { completed: 4 } }]);
  expect(sweeps[0]!.problem).toContain('base: missing; allowed: an object');
  expect(await failureOf(app.client.getSweep({ id }))).toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(
      /^the stored grid of "lambdas" cannot be read \(.+; its runs are in the history$/,
    ),
  });
  expect((await app.client.updateSweep({ id, name: 'renamed' })).name).toBe('renamed');
  expect((await app.client.trashSweep({ id })).runs).toBe(4);
  expect((await app.client.restoreSweep({ id })).counts.completed).toBe(4);
});

test('a sweep says beforehand what it takes, and refuses the impossible', async () => {
  const { client } = await openTestApp();
  const preview = await client.previewSweep({ definition: definition() });
  expect(preview).toMatchObject({ cells: 2, runs: 4 });
  expect(preview.estimatedMs).toBeGreaterThan(0);
  expect(preview.freeBytes).toBeGreaterThan(preview.estimatedBytes);

  const repeated = await failureOf(client.createSweep({ definition: definition({ seeds: [1, 1] }) }));
  expect(repeated).toMatchObject({
    code: 'invalidInput',
    message: 'seeds: got seed 1 more than once; allowed: each seed once',
    details: { issues: [{ path: 'seeds' }] },
  });
  expect((await client.listSweeps({})).sweeps).toEqual([]);
});

test('a grid that cannot be trained here is refused before it is stored', async () => {
  const { client } = shared();
  const layers = [4, 65_536, 3].flatMap((units) => [
    { kind: 'dense' as const, units },
    { kind: 'relu' as const },
  ]);
  const base = smallConfig({ epochs: 1, layers: [...layers.slice(0, -1), { kind: 'softmax' }] });
  const narrow = [{ points: [{ 'layers.0.units': 1 }] }];
  const { id } = await client.createSweep({ definition: definition({ base, axes: narrow }) });

  const wide = [{ points: [{ 'layers.0.units': 1 }, { 'layers.0.units': 65_536 }] }];
  const refused = await failureOf(client.updateSweep({ id, name: 'wide', axes: wide, train: true }));
  expect(refused).toMatchObject({ code: 'invalidInput' });
  expect(refused.message).toContain('of memory');
  expect(await client.getSweep({ id })).toMatchObject({ name: 'lambdas', cells: 1, runs: 2 });
  await client.stopRuns({});
});

test('completing a sweep twice at the same time creates no run twice', async () => {
  const app = shared();
  const { id } = await app.client.createSweep({ definition: definition() });
  await app.client.updateSweep({ id, seeds: [0, 1, 2, 3], train: false });
  await Promise.all([1, 2, 3].map(() => app.client.trainMissing({ id })));
  expect((await app.client.listRuns({ sweepId: id })).total).toBe(8);
  await app.client.stopRuns({});
});

test('a sweep goes to the trash as a whole once none of its runs is training', async () => {
  const app = await openTestApp();
  const base = endlessConfig();
  const { id } = await app.client.createSweep({ definition: definition({ base }) });
  expect(await failureOf(app.client.trashSweep({ id }))).toMatchObject({ code: 'conflict' });
  const { runs } = await app.client.stopRuns({});
  // Runs that were there before are not counted with it, and stay there.
  await app.client.trashRuns({ ids: [runs[0]!.id] });
  expect(await app.client.trashSweep({ id })).toMatchObject({ movedRuns: 3 });
  expect((await app.client.listRuns({})).total).toBe(0);
  expect(await failureOf(app.client.trainMissing({ id }))).toMatchObject({
    message: `sweep ${id} is in the trash; restore it first`,
  });
  expect(await app.client.restoreSweep({ id })).toMatchObject({ movedRuns: 3 });
  await app.client.restoreRuns({ ids: [runs[0]!.id] });
  expect((await app.client.listSweeps({})).sweeps).toMatchObject([{ id, counts: { stopped: 4 } }]);
  await app.client.trashSweep({ id });
  await app.client.emptyTrash({});
  expect(await failureOf(app.client.getSweep({ id }))).toMatchObject({ code: 'notFound' });
});
