import { expect, onTestFinished, test } from 'vitest';
import { type RunDetail, runConfigSchema } from '#api';
import {
  createTraining,
  engineVersion,
  epochColumn,
  epochRowLength,
  type FinalMetrics,
  penaltyOffset,
} from '#engine';
import { createNodeLauncher } from '#workers';
import { trainerEntry } from '../built-entries.fixture.ts';
import { openTestApp, smallConfig } from './app-fixture.ts';
import { createVerifier } from './verification.ts';

const compute = { cores: { cores: 1, processors: 1, physical: 1, quota: null }, threads: 'auto' } as const;
const config = runConfigSchema.parse(smallConfig({ epochs: 700 }));
const rowLength = epochRowLength(2);
const training = createTraining(config);
const rows = new Float64Array(700 * rowLength);
training.advance(700, rows);
const final = training.evaluate();
const environment: RunDetail['environment'] = {
  ...{ appVersion: '0.1.0', engineVersion, platform: `linux-${process.arch}`, host: 'cli' },
  ...{ kernelVariant: 'float64', v8Version: process.versions.v8, threads: 1 },
};
const here = {
  ...{ engineVersion, v8Version: process.versions.v8, architecture: process.arch },
  ...{ kernelVariant: 'float64', elementary: 'x64' },
};
const makers = { stored: here, here };

/** Verifies a stored run that is correct except for what the test changes. */
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
      configProblem: null,
      origin: null,
      branch: null,
      status: 'completed',
      epochsDone: 700,
      final,
      digest: null,
    },
    ...{ environment, ...changes },
  } as RunDetail;
  const store = {
    getRun: async () => run,
    ancestryOf: async () => [],
    readTableChunk: async () => null as never,
    readEpochRows: async (_: string, first: number, count: number) =>
      stored.slice(first * rowLength, (first + count) * rowLength),
  };
  const verifier = createVerifier(store, createNodeLauncher(trainerEntry), compute);
  onTestFinished(() => verifier.close());
  return verifier.verify('a', () => undefined);
}

test('a run is equal, or the first difference is reported with both values', async () => {
  expect(await verify()).toEqual({ equal: true, epochs: 700, digest: null });
  const at = 650 * rowLength + penaltyOffset(0, 'weightL2');
  const changed = await verify({}, (stored) => (stored[at]! += 1));
  expect(changed).toEqual({
    equal: false,
    epoch: 650,
    metric: 'layerPenalties.0.weightL2',
    stored: rows[at]! + 1,
    computed: rows[at]!,
    makers,
  });
  const worse: FinalMetrics = { ...final, accuracy: 0 };
  expect(await verify({ final: worse })).toEqual({
    equal: false,
    epoch: 700,
    metric: 'final.accuracy',
    stored: 0,
    computed: final.accuracy,
    makers,
  });
  expect(await verify({ digest: '00' })).toMatchObject({ equal: false, epoch: 700, metric: 'digest' });
});

test('an interrupted run is compared as far as it got, and rows missing at the end are detected', async () => {
  const interrupted = { status: 'interrupted', epochsDone: 300, final: null } as const;
  expect(await verify(interrupted)).toEqual({ equal: true, epochs: 300, digest: null });
  const longer = await verify({ epochsDone: 701 });
  expect(longer).toEqual({ equal: false, epoch: 700, metric: 'epoch', stored: 700, computed: null, makers });
  const at = 299 * rowLength + epochColumn.loss;
  const changed = await verify(interrupted, (stored) => (stored[at] = NaN));
  expect(changed).toEqual({
    equal: false,
    epoch: 299,
    metric: 'loss',
    stored: NaN,
    computed: rows[at]!,
    makers,
  });
});

test('epochs without an evaluated training set are not compared in that respect', async () => {
  const at = 650 * rowLength + epochColumn.evaluated;
  expect(await verify({}, (stored) => stored.fill(0, at, at + 3))).toMatchObject({ equal: true });
  const changed = await verify({}, (stored) => (stored[at + 1]! += 1));
  expect(changed).toMatchObject({ equal: false, epoch: 650, metric: 'evaluatedDataLoss' });
});

test.each<[Partial<RunDetail['environment']>, object]>([
  [{ kernelVariant: 'float32' }, { kernelVariant: 'float32' }],
  [
    { engineVersion: '2.0.0', platform: 'win32-x64', v8Version: null },
    { engineVersion: '2.0.0', architecture: 'x64', v8Version: null, elementary: 'x64' },
  ],
  [
    { engineVersion: '2.0.0', platform: 'darwin-arm64' },
    { engineVersion: '2.0.0', architecture: 'arm64', elementary: 'host' },
  ],
  [
    { engineVersion: '2.0.0', platform: 'linux-x64', host: 'desktop' },
    { engineVersion: '2.0.0', architecture: 'x64', elementary: 'host' },
  ],
  [
    { engineVersion: '3.1.0', platform: 'darwin-arm64' },
    { engineVersion: '3.1.0', architecture: 'arm64' },
  ],
])('a difference comes with what made the run: %o', async (changes, stored) => {
  const changed = await verify({ environment: { ...environment, ...changes } }, (some) => (some[0]! += 1));
  expect(changed).toMatchObject({ epoch: 0, makers: { stored: { ...here, ...stored }, here } });
});

test('a stored run is verified in the app, which writes nothing', async () => {
  const { client, until, verifyRun } = await openTestApp();
  const { runs } = await client.createRuns({ configs: [config] });
  const run = await until(runs[0]!.id, ({ status }) => status === 'completed');
  expect((await client.getRun({ id: run.id })).environment.v8Version).toBe(process.versions.v8);
  const heard: number[] = [];
  const verification = await verifyRun(run.id, (epoch) => heard.push(epoch));
  expect(verification).toEqual({ equal: true, epochs: 700, digest: run.digest });
  expect(heard.at(-1)).toBe(700);
  expect(await client.listRuns()).toMatchObject({ total: 1, runs: [{ id: run.id, status: 'completed' }] });
});
