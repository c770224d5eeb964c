import { expect, test } from 'vitest';
import { type RunConfig, type RunConfigInput, type RunDetail, runConfigSchema, type RunSummary } from '#api';
import { branchState, createTraining, epochRowLength, type TrainingState } from '#engine';
import {
  bytesOf,
  createWatchedLauncher,
  emptyHistory,
  ended,
  failureOf,
  openTestApp,
  smallConfig,
  storedRun,
  type TestApp,
} from './app-fixture.ts';

const config = runConfigSchema.parse(smallConfig({ epochs: 1001, evaluateEvery: 7 }));

async function openApp() {
  const dataDir = emptyHistory();
  const app = await openTestApp({ dataDir });
  const train = async (input: RunConfigInput): Promise<RunSummary> => {
    const { runs } = await app.client.createRuns({ configs: [input] });
    return app.until(runs[0]!.id, ended);
  };
  const fork = async (id: string, epoch: number, changed: RunConfig): Promise<RunSummary> => {
    const run = await app.client.forkRun({ id, epoch, config: changed });
    return app.until(run.id, ended);
  };
  const rowsOf = (id: string): string => storedRun(dataDir, id).rows;
  return { ...app, dataDir, train, fork, rowsOf };
}

function withLambda({ layers, ...others }: RunConfig, weightRegularizerL2: number): RunConfig {
  return {
    ...others,
    layers: layers.map((layer, index) => (index === 0 ? { ...layer, weightRegularizerL2 } : layer)),
  };
}

/** The rows of the last of these stages, and where it ends; each stage continues where the previous one ends. */
function trainStages(...stages: readonly (readonly [config: RunConfig, until: number])[]) {
  const length = epochRowLength(2);
  let state: TrainingState | undefined;
  let rows = new Float64Array();
  stages.forEach(([stage, until], index) => {
    const before = stages[index - 1];
    const training = createTraining(stage, { from: state && before && branchState(state, before[0], stage) });
    rows = new Float64Array((until - training.epoch) * length);
    training.advance(until - training.epoch, rows);
    state = training.state();
  });
  return { rows: bytesOf(rows), state };
}

test('an unchanged fork equals its parent from there on, whether retrained from the start or from a checkpoint', async () => {
  const { train, fork, dataDir, client } = await openApp();
  const parent = await train(config);
  const rowBytes = 8 * epochRowLength(2);
  const whole = storedRun(dataDir, parent.id);
  // The parent's checkpoint is that of its last epoch.
  for (const epoch of [0, 400, 1000]) {
    const run = await fork(parent.id, epoch, config);
    expect(run).toMatchObject({ status: 'completed', epochsDone: 1001, final: parent.final });
    expect(run.branch).toEqual({ parentId: parent.id, parentName: 'small', epoch });
    const forked = storedRun(dataDir, run.id);
    expect(forked.rows).toBe(whole.rows.slice(epoch * rowBytes));
  }
  const { forks } = await client.getRun({ id: parent.id });
  expect(forks.map(({ epoch, status }) => [epoch, status])).toEqual([
    [0, 'completed'],
    [400, 'completed'],
    [1000, 'completed'],
  ]);
});

test('forks change what they specify from their epoch on: a lambda, the optimizer, batches; and a fork can be forked', async () => {
  const { train, fork, rowsOf, client, verifyRun } = await openApp();
  const parent = await train(config);
  const first = withLambda(config, 0.01);
  const second: RunConfig = {
    ...withLambda(first, 0.1),
    epochs: 900,
    batchSize: 16,
    optimizer: {
      kind: 'sgd',
      learningRate: 0.1,
      decay: 0,
      weightDecay: 0,
      schedule: null,
      momentum: 0.9,
      nesterov: false,
    },
  };
  const child = await fork(parent.id, 300, first);
  expect(rowsOf(child.id)).toBe(trainStages([config, 300], [first, 1001]).rows);

  await client.trashRuns({ ids: [parent.id] });
  await client.emptyTrash();
  const grandchild = await fork(child.id, 700, second);
  expect(rowsOf(grandchild.id)).toBe(trainStages([config, 300], [first, 700], [second, 900]).rows);
  expect((await client.getRun({ id: child.id })).branch).toEqual({
    parentId: parent.id,
    parentName: null,
    epoch: 300,
  });
  expect(await verifyRun(grandchild.id, () => undefined)).toEqual({
    equal: true,
    epochs: 900,
    digest: grandchild.digest,
  });
});

test('a fork without a name says where it comes from; it resumes after a stop even if its parent is gone', async () => {
  const dataDir = emptyHistory();
  let stop = false;
  const launcher = createWatchedLauncher(() => {
    if (stop) void app.client.stopRuns();
    stop = false;
  });
  const app: TestApp = await openTestApp({ dataDir, launcher });
  const { client, until } = app;
  const { runs } = await client.createRuns({ configs: [config] });
  const parent = await until(runs[0]!.id, ended);
  const unnamed = { ...withLambda(config, 0.01), epochs: 20_001 };
  delete unnamed.name;
  stop = true;
  const { id, name } = await client.forkRun({ id: parent.id, epoch: 1001, config: unnamed });
  expect(name).toBe('small @ 1,001');
  const stopped: RunDetail = await client.getRun({ id: (await until(id, ended)).id });
  expect(stopped.status).toBe('stopped');
  expect(stopped.checkpoints[0]!.epoch).toBe(stopped.epochsDone);
  expect(stopped.checkpoints.at(-1)!.epoch).toBe(1001);

  await client.trashRuns({ ids: [parent.id] });
  await client.emptyTrash();
  await client.resumeRuns({ ids: [id] });
  await until(id, ended);
  const { rows, run } = storedRun(dataDir, id);
  const expected = trainStages([config, 1001], [unnamed, 20_001]);
  expect(rows).toBe(expected.rows);
  expect(run.digest).toMatch(/^[0-9a-f]{64}$/);
});

test('an impossible fork is refused with every reason', async () => {
  const { train, client } = await openApp();
  const { id } = await train({ ...config, epochs: 20 });
  const refused = await failureOf(
    client.forkRun({ id, epoch: 21, config: { ...config, epochs: 21, seed: 7 } }),
  );
  expect(refused.code).toBe('invalidInput');
  expect(refused.details).toEqual({
    issues: [
      { path: 'epoch', message: 'got 21; allowed: an epoch of the parent, 0 to 20' },
      { path: 'epochs', message: "got 21; allowed: more than the fork's epoch, 21" },
      { path: 'seed', message: "got 7; a fork keeps its parent's seed, 0" },
    ],
  });
  expect((await client.listRuns()).total).toBe(1);

  const split = {
    dataset: { kind: 'table', digest: '0'.repeat(64), name: 't', rows: 100, features: 2, classes: 3 },
  } as const;
  const other = await failureOf(
    client.forkRun({ id, epoch: 20, config: { ...config, ...split, validation: { share: 0.2 } } }),
  );
  expect(other.message).toContain("got nothing; a fork keeps its parent's validation.samplesPerClass");
  expect(other.message).not.toContain('undefined');
});
