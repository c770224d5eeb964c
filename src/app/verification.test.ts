import { expect, onTestFinished, test } from 'vitest';
import { type RunDetail, runConfigSchema } from '#api';
import { createTraining, epochColumn, epochRowLength, type FinalMetrics, penaltyOffset } from '#engine';
import { createNodeLauncher } from '#workers';
import { failureOf, openTestApp, smallConfig, trainerEntry } from './app-fixture.ts';
import { createVerifier } from './verification.ts';

const config = runConfigSchema.parse(smallConfig({ epochs: 700 }));
const rowLength = epochRowLength(2);
const training = createTraining(config);
const rows = new Float64Array(700 * rowLength);
training.advance(700, rows);
const final = training.evaluate();

/** Verifies a stored run that is right but for what the test changes. */
function verify(
  changes: Partial<RunDetail> = {},
  changeRows: (rows: Float64Array) => void = () => undefined,
) {
  const stored = rows.slice();
  changeRows(stored);
  const run = {
    ...{
      id: 'a',
      name: 'small',
      config,
      branch: null,
      status: 'completed',
      epochsDone: 700,
      final,
      digest: null,
    },
    ...{ environment: { kernelVariant: 'float64' }, ...changes },
  } as RunDetail;
  const store = {
    getRun: () => run,
    ancestryOf: () => [],
    readTableChunk: () => null as never,
    readEpochRows: (_: string, first: number, count: number) =>
      stored.slice(first * rowLength, (first + count) * rowLength),
  };
  const verifier = createVerifier(store, createNodeLauncher(trainerEntry));
  onTestFinished(() => verifier.close());
  return verifier.verify('a', () => undefined);
}

test('a run is equal, or the first difference is named with both values', async () => {
  expect(await verify()).toEqual({ equal: true, epochs: 700, digest: null });
  const at = 650 * rowLength + penaltyOffset(0, 'weightL2');
  const changed = await verify({}, (stored) => (stored[at]! += 1));
  expect(changed).toEqual({
    equal: false,
    epoch: 650,
    metric: 'layerPenalties.0.weightL2',
    stored: rows[at]! + 1,
    computed: rows[at]!,
  });
  const worse: FinalMetrics = { ...final, accuracy: 0 };
  expect(await verify({ final: worse })).toEqual({
    equal: false,
    epoch: 700,
    metric: 'final.accuracy',
    stored: 0,
    computed: final.accuracy,
  });
  expect(await verify({ digest: '00' })).toMatchObject({ equal: false, epoch: 700, metric: 'digest' });
});

test('an interrupted run is compared as far as it got, and rows beyond the end are missed', async () => {
  const interrupted = { status: 'interrupted', epochsDone: 300, final: null } as const;
  expect(await verify(interrupted)).toEqual({ equal: true, epochs: 300, digest: null });
  const longer = await verify({ epochsDone: 701 });
  expect(longer).toEqual({ equal: false, epoch: 700, metric: 'epoch', stored: 700, computed: null });
  const at = 299 * rowLength + epochColumn.loss;
  const changed = await verify(interrupted, (stored) => (stored[at] = NaN));
  expect(changed).toEqual({ equal: false, epoch: 299, metric: 'loss', stored: NaN, computed: rows[at]! });
});

test('of epochs whose training set was not evaluated, nothing is said about it', async () => {
  const at = 650 * rowLength + epochColumn.evaluated;
  expect(await verify({}, (stored) => stored.fill(0, at, at + 3))).toMatchObject({ equal: true });
  const changed = await verify({}, (stored) => (stored[at + 1]! += 1));
  expect(changed).toMatchObject({ equal: false, epoch: 650, metric: 'evaluatedDataLoss' });
});

test('other kernels than those that trained a run cannot verify it', async () => {
  const refused = await failureOf(
    verify({ environment: { kernelVariant: 'float32' } as RunDetail['environment'] }),
  );
  expect([refused.code, refused.message]).toEqual([
    'workerFailed',
    'run small (a) was trained by float32 kernels; this machine has float64 ones',
  ]);
});

test('a stored run is verified in the app, and writes nothing', async () => {
  const { client, until, verifyRun } = await openTestApp();
  const { runs } = await client.createRuns({ configs: [config] });
  const run = await until(runs[0]!.id, ({ status }) => status === 'completed');
  const heard: number[] = [];
  const verification = await verifyRun(run.id, (epoch) => heard.push(epoch));
  expect(verification).toEqual({ equal: true, epochs: 700, digest: run.digest });
  expect(heard.at(-1)).toBe(700);
  expect(await client.listRuns()).toMatchObject({ total: 1, runs: [{ id: run.id, status: 'completed' }] });
});
