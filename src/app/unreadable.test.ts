import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { isLive, type RunSummary } from '#api';
import { emptyHistory, endlessConfig, failureOf, openTestApp, smallConfig } from './app-fixture.ts';

const ended = (run: RunSummary): boolean => !isLive(run.status);

/** Changes a database as if by hand. */
function damage(dataDir: string, ...statements: readonly string[]): void {
  const db = new Database(join(dataDir, 'lambdascope.sqlite3'));
  db.pragma('ignore_check_constraints = ON');
  db.exec('DROP TRIGGER runs_ended_are_immutable');
  for (const statement of statements) db.exec(statement);
  db.close();
}

test('a host starts whatever waits in its queue: unreadable runs fail, the rest train', async () => {
  const dataDir = emptyHistory();
  const before = await openTestApp({ dataDir });
  const names = ['blocks', 'empty', 'without', 'foreign', 'sound'];
  const { runs } = await before.client.createRuns({
    configs: names.map((name) =>
      name === 'blocks' ? endlessConfig({ name }) : smallConfig({ name, epochs: 20 }),
    ),
  });
  const [blocks, empty, without, foreign, sound] = runs.map(({ id }) => id);
  await before.until(blocks!, ({ epochsDone }) => epochsDone > 0);
  await before.close();
  damage(
    dataDir,
    `UPDATE runs SET config = '{}' WHERE name = 'empty'`,
    `UPDATE runs SET config = json_set(config, '$.layers[0]', 'dense') WHERE name = 'without'`,
    `UPDATE runs SET config = json_set(config, '$.dataset', json('{"kind": "rings", "classes": 3}')) WHERE name = 'foreign'`,
    `UPDATE runs SET running_since = 'yesterday' WHERE name = 'blocks'`,
    `INSERT OR REPLACE INTO preferences VALUES ('concurrency', '0'), ('theme', '{"of')`,
  );

  const { client, until } = await openTestApp({ dataDir }, {});
  expect((await client.getHostInfo()).concurrency).toBeGreaterThan(0);
  expect(await client.getPreferences()).toEqual({ concurrency: 0 });
  expect(await until(sound!, ended)).toMatchObject({ status: 'completed', epochsDone: 20 });
  expect(await until(foreign!, ended)).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('does not support the config of run foreign') as string,
  });
  const { runs: listed, unreadable, total } = await client.listRuns({});
  expect([listed.map(({ name }) => name), total]).toEqual([['sound', 'foreign', 'blocks'], 3]);
  expect(unreadable.map(({ id, name }) => [id, name])).toEqual([
    [empty, 'empty'],
    [without, 'without'],
  ]);
  const db = new Database(join(dataDir, 'lambdascope.sqlite3'), { readonly: true });
  const failed = db.prepare<[], { status: string; error: string }>(
    `SELECT status, error FROM runs WHERE name IN ('empty', 'without')`,
  );
  for (const { status, error } of failed.all()) {
    expect([status, error]).toEqual(['failed', expect.stringContaining('it cannot be read: config holds')]);
  }
  db.close();

  expect(await failureOf(client.getRun({ id: empty! }))).toMatchObject({ code: 'notReadable' });
  expect((await client.prepareExport({ table: 'runs' })).notes).toHaveLength(2);
  await client.trashRuns({ ids: [empty!, without!] });
  expect((await client.listRuns({})).unreadable).toEqual([]);
  expect((await client.listRuns({ trashed: true })).unreadable).toHaveLength(2);
  expect(await client.emptyTrash({})).toMatchObject({ deleted: 2 });
});

test('a sweep says which of its runs and confirmations cannot be read, and shows the others', async () => {
  const dataDir = emptyHistory();
  const path = 'layers.0.weightRegularizerL2';
  const app = await openTestApp({ dataDir });
  const { id, members } = await app.client.createSweep({
    definition: {
      base: smallConfig({ epochs: 10, test: { samplesPerClass: 10 } }),
      axes: [{ points: [{ [path]: 0 }, { [path]: 1e-3 }] }],
      seeds: [0, 1],
    },
  });
  for (const member of members) await app.until(member.id!, ended);
  const [first] = (await app.client.confirmSweep({ id, cell: 1, seeds: [7, 8] })).confirmations;
  for (const member of first!.members) await app.until(member.id!, ended);
  const sound = await app.client.getSweep({ id });
  damage(
    dataDir,
    `UPDATE runs SET best_penalties = '[' WHERE public_id = '${members[2]!.id!}'`,
    `INSERT INTO confirmations (public_id, sweep_id, plan, created_at) SELECT 'strange', sweep_id, '{"of": "the future"}', created_at FROM sweeps`,
  );

  const sweep = await app.client.getSweep({ id });
  expect(sweep.unreadable).toEqual([
    expect.objectContaining({ id: members[2]!.id, problem: 'best_penalties holds "["; allowed: JSON' }),
  ]);
  expect(sweep.members.map((member) => member.id)).toEqual([
    members[0]!.id,
    members[1]!.id,
    null,
    members[3]!.id,
  ]);
  expect(sweep.counts).toMatchObject({ completed: 3, missing: 1 });
  expect(sweep.confirmations).toEqual(sound.confirmations);
  expect(sweep.unreadableConfirmations).toEqual([
    expect.objectContaining({ id: 'strange', problem: expect.stringContaining('plan holds') as string }),
  ]);
  expect((await app.client.listSweeps({})).sweeps[0]).toMatchObject({ problem: null, cells: 2 });
});
