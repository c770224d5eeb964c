import { expect, test } from 'vitest';
import { isLive, passingTag, type RunConfig, runConfigSchema } from '#api';
import {
  emptyHistory,
  endlessConfig,
  failureOf,
  openTestApp,
  shareTestApp,
  smallConfig,
  storedRun,
} from './app-fixture.ts';

const shared = shareTestApp();

const config = runConfigSchema.parse(smallConfig({ epochs: 1001 }));

function under(weightRegularizerL2: number, { layers, ...others }: RunConfig = config): RunConfig {
  return {
    ...others,
    layers: layers.map((layer, index) => (index === 0 ? { ...layer, weightRegularizerL2 } : layer)),
  };
}

test('a training run is stopped where it is and continues as a branch', async () => {
  const dataDir = emptyHistory();
  const { client, until } = await openTestApp({ dataDir });
  const long = runConfigSchema.parse(endlessConfig());
  const { runs } = await client.createRuns({ configs: [long] });
  const id = runs[0]!.id;
  await until(id, ({ epochsDone }) => epochsDone > 50);
  const fork = await client.steerRun({ id, config: under(0.01, long) });
  const parent = await client.getRun({ id });
  expect(parent.status).toBe('stopped');
  expect(fork.branch).toMatchObject({ parentId: id, epoch: parent.epochsDone });
  const epoch = parent.epochsDone.toLocaleString('en');
  expect(fork.name).toBe(`λ₂ weights layer 1: 1e-4 → 0.01 at epoch ${epoch}`);
  await until(fork.id, ({ epochsDone }) => epochsDone > parent.epochsDone + 10);
  await client.stopRuns({ ids: [fork.id] });
  expect(storedRun(dataDir, id).rows.length).toBeGreaterThan(0);
  expect((await client.getRun({ id })).forks.map(({ id: child }) => child)).toEqual([fork.id]);
});

test('an ended run is steered from its end, for as many epochs again, or from an earlier epoch', async () => {
  const { client, until } = shared();
  const { runs } = await client.createRuns({ configs: [config] });
  const id = runs[0]!.id;
  await until(id, ({ status }) => status === 'completed');
  const end = await client.steerRun({ id, config: under(0) });
  expect(end).toMatchObject({ name: 'λ₂ weights layer 1: 1e-4 → 0 at epoch 1,001', branch: { epoch: 1001 } });
  expect(end.config.epochs).toBe(2002);
  const before = await client.steerRun({ id, epoch: 400, config: under(0) });
  expect([before.branch?.epoch, before.config.epochs]).toEqual([400, 1001]);
  await until(end.id, ({ status }) => status === 'completed');
  await until(before.id, ({ status }) => status === 'completed');
});

test('when two windows steer at once each gets its own branch, from where the first one stopped the run', async () => {
  const { client, until } = shared();
  const long = runConfigSchema.parse(endlessConfig());
  const { runs } = await client.createRuns({ configs: [long] });
  const id = runs[0]!.id;
  await until(id, ({ epochsDone }) => epochsDone > 5);
  const [one, other] = await Promise.all([
    client.steerRun({ id, config: under(0.01, long) }),
    client.steerRun({ id, config: under(0.02, long) }),
  ]);
  const { epochsDone } = await client.getRun({ id });
  expect([one.branch?.epoch, other.branch?.epoch]).toEqual([epochsDone, epochsDone]);
  await client.stopRuns({ ids: [one.id, other.id] });
});

test('what cannot be steered says why: in the trash, deleted, a future epoch, different data', async () => {
  const { client, until } = shared();
  const { runs } = await client.createRuns({ configs: [config], tags: [passingTag] });
  const id = runs[0]!.id;
  expect(runs[0]!.tags).toEqual([passingTag]);
  await until(id, ({ status }) => !isLive(status));
  expect(await failureOf(client.steerRun({ id, epoch: 2000, config }))).toMatchObject({
    code: 'invalidInput',
    message: expect.stringContaining('got 2000; allowed: an epoch of the parent, 0 to 1001') as unknown,
  });
  expect(await failureOf(client.steerRun({ id, config: { ...config, seed: 9 } }))).toMatchObject({
    message: expect.stringContaining("a fork keeps its parent's seed, 0") as unknown,
  });
  await client.trashRuns({ ids: [id] });
  expect(await failureOf(client.steerRun({ id, config }))).toMatchObject({
    code: 'conflict',
    message: `run small (${id}) is in the trash and cannot be steered; restore it first`,
  });
  await client.emptyTrash({ ids: [id] });
  expect(await failureOf(client.steerRun({ id, config }))).toMatchObject({ code: 'notFound' });
});

test('a refused request leaves its run training', async () => {
  const { client, until } = shared();
  const long = runConfigSchema.parse(endlessConfig());
  const { runs } = await client.createRuns({ configs: [long] });
  const id = runs[0]!.id;
  await until(id, ({ epochsDone }) => epochsDone > 5);
  const failure = await failureOf(client.steerRun({ id, config: { ...long, seed: 9 } }));
  expect(failure.message).toContain("a fork keeps its parent's seed, 0");
  expect((await client.getRun({ id })).status).toBe('running');
  await client.stopRuns({ ids: [id] });
});

test('branches are updated when their parent is renamed or deleted', async () => {
  const { client, until, onEvent } = shared();
  const { runs } = await client.createRuns({ configs: [{ ...config, epochs: 5 }] });
  const parent = runs[0]!.id;
  await until(parent, ({ status }) => !isLive(status));
  const { id } = await client.steerRun({ id: parent, config: under(0) });
  await until(id, ({ status }) => !isLive(status));
  const told: (string | null | undefined)[] = [];
  onEvent((event) => {
    if (event.kind !== 'runsChanged') return;
    told.push(...event.runs.filter((run) => run.id === id).map(({ branch }) => branch?.parentName));
  });
  await client.updateRun({ id: parent, name: 'one' });
  await expect.poll(() => told.at(-1)).toBe('one');
  await client.editRuns({ edits: [{ id: parent, name: 'two' }] });
  await expect.poll(() => told.at(-1)).toBe('two');
  await client.trashRuns({ ids: [parent] });
  await client.emptyTrash();
  await expect.poll(() => told.at(-1)).toBeNull();
});
