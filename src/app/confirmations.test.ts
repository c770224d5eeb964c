import { expect, test } from 'vitest';
import { type Confirmation, isLive, judgeConfirmation, type RunConfigInput, type SweepDetail } from '#api';
import {
  emptyHistory,
  endlessConfig,
  failureOf,
  openTestApp,
  shareTestApp,
  smallConfig,
  type TestApp,
} from './app-fixture.ts';

const shared = shareTestApp();

const path = 'layers.0.weightRegularizerL2';

async function untilAll({ until }: TestApp, members: Confirmation['members'] | SweepDetail['members']) {
  for (const { id } of members) if (id !== null) await until(id, (run) => !isLive(run.status));
}

/** A completed sweep of two lambdas and two seeds. */
async function trainedSweep(app: TestApp, changes: Partial<RunConfigInput> = {}): Promise<string> {
  const { id, members } = await app.client.createSweep({
    definition: {
      name: 'lambdas',
      base: smallConfig({ epochs: 20, ...changes }),
      axes: [{ points: [{ [path]: 0 }, { [path]: 1e-2 }] }],
      seeds: [0, 1],
    },
  });
  await untilAll(app, members);
  return id;
}

const latest = async ({ client }: TestApp, id: string): Promise<Confirmation> =>
  (await client.getSweep({ id })).confirmations.at(-1)!;

test('a confirmation trains the choice and no regularization on fresh seeds, and reveals their test sets when all have ended', async () => {
  const app = shared();
  const id = await trainedSweep(app);
  const preview = await app.client.previewConfirmation({ id, count: 2 });
  expect(preview).toMatchObject({ runs: 4, plan: { seeds: [2, 3], test: { samplesPerClass: 1000 } } });
  expect(preview.estimatedMs).toBeGreaterThan(0);

  const begun = (await app.client.confirmSweep({ id, count: 2 })).confirmations[0]!;
  expect(begun.plan).toEqual(preview.plan);
  expect(begun.testSamples).toBe(3000);
  expect(begun.members.map(({ arm, seed, name, test: told }) => [arm, seed, name, told])).toEqual([
    ['baseline', 2, 'lambdas confirm 0 seed 2', null],
    ['baseline', 3, 'lambdas confirm 0 seed 3', null],
    ['chosen', 2, 'lambdas confirm 0.01 seed 2', null],
    ['chosen', 3, 'lambdas confirm 0.01 seed 3', null],
  ]);
  await untilAll(app, begun.members);
  const before = await app.client.getRun({ id: begun.members[0]!.id! });
  expect(before).toMatchObject({ test: null, sweepId: id, confirmationId: begun.id });

  const sweep = await app.client.getSweep({ id });
  expect([sweep.runs, sweep.counts.completed]).toEqual([4, 4]);
  const result = judgeConfirmation(sweep.confirmations[0]!)!;
  const runs = await Promise.all(begun.members.map((member) => app.client.getRun({ id: member.id! })));
  expect(runs.every((run) => run.test?.revealedAt)).toBe(true);
  const losses = runs.map((run) => run.test!.metrics!.dataLoss);
  expect(result.difference.n).toBe(2);
  expect(result.difference.mean).toBeCloseTo((losses[2]! - losses[0]! + losses[3]! - losses[1]!) / 2, 14);
  // The same run trained on its own has the same test set.
  const { runs: alone } = await app.client.createRuns({ configs: [runs[2]!.config] });
  await app.until(alone[0]!.id, (run) => run.status === 'completed');
  expect((await app.client.revealTest({ id: alone[0]!.id })).test!.metrics!.dataLoss).toBe(losses[2]);
});

test('asking again changes nothing, asking for something else is refused, and another confirmation gets its own seeds', async () => {
  const app = shared();
  const id = await trainedSweep(app);
  const { confirmations } = await app.client.confirmSweep({ id, count: 2 });
  await untilAll(app, confirmations[0]!.members);
  const again = await app.client.confirmSweep({ id });
  expect(again.confirmations.map((one) => one.id)).toEqual([confirmations[0]!.id]);
  expect(again.confirmations[0]!.runs).toBe(4);
  for (const other of [{ count: 3 }, { seeds: [2, 4] }]) {
    expect(await failureOf(app.client.confirmSweep({ id, ...other }))).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/has a confirmation of L2 = 0.01 on 2 seeds \(2-3\) already/) as string,
    });
  }
  expect(await failureOf(app.client.confirmSweep({ id, again: true, agreed: 'L2 = 0.1' }))).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(
      'the setting with the lowest validation loss is now L2 = 0.01, not L2 = 0.1',
    ) as string,
  });
  expect(await failureOf(app.client.confirmSweep({ id, seeds: [3, 4], again: true }))).toMatchObject({
    message: expect.stringContaining('got seeds 3, used by this sweep or an earlier confirmation') as string,
  });
  const another = await app.client.confirmSweep({ id, count: 2, again: true, agreed: 'L2 = 0.01' });
  expect(another.confirmations.map(({ plan }) => plan.seeds)).toEqual([
    [2, 3],
    [4, 5],
  ]);
  await untilAll(app, another.confirmations[1]!.members);

  // A grid that grows over seeds used by a confirmation gets its own runs for them.
  const wider = await app.client.updateSweep({ id, seeds: [0, 1, 2] });
  expect(wider.counts).toMatchObject({ completed: 4, missing: 2 });
});

test('what a confirmation lacks is trained again, and nothing is revealed before', async () => {
  const app = shared();
  const id = await trainedSweep(app);
  const { confirmations } = await app.client.confirmSweep({ id, count: 2 });
  const { members } = confirmations[0]!;
  await untilAll(app, members);
  await app.client.trashRuns({ ids: [members[3]!.id!] });
  expect((await latest(app, id)).counts).toMatchObject({ completed: 3, missing: 1 });
  expect((await app.client.getRun({ id: members[0]!.id! })).test).toBeNull();

  const healed = (await app.client.confirmSweep({ id })).confirmations[0]!;
  await untilAll(app, healed.members);
  const whole = await latest(app, id);
  expect(whole.members[3]!.id).not.toBe(members[3]!.id);
  expect(judgeConfirmation(whole)!.difference.n).toBe(2);
});

test('a pair with a diverged run is reported with its reason', async () => {
  const app = shared();
  const optimizer = { kind: 'sgd', learningRate: 1e12 } as const;
  const id = await trainedSweep(app, { optimizer });
  expect(await failureOf(app.client.confirmSweep({ id }))).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('no setting with regularization has completed') as string,
  });
  expect(await failureOf(app.client.confirmSweep({ id, cell: 1 }))).toMatchObject({
    message: expect.stringContaining('2 runs of the sweep diverged at L2 = 0.01') as string,
  });
});

test('a host that comes back trains the queued runs of a confirmation, and continues with the rest', async () => {
  const dataDir = emptyHistory();
  const first = await openTestApp({ dataDir });
  const { id, members } = await first.client.createSweep({
    definition: { base: endlessConfig(), axes: [], seeds: [0, 1] },
  });
  await first.client.stopRuns({});
  expect(members).toHaveLength(2);
  const axes = [{ points: [{ [path]: 0 }, { [path]: 1e-2 }] }];
  await first.client.updateSweep({ id, axes });
  const begun = (await first.client.confirmSweep({ id, cell: 1, count: 2 })).confirmations[0]!;
  await first.until(begun.members[0]!.id!, (run) => run.epochsDone > 0);
  await first.close();

  const second = await openTestApp({ dataDir });
  const [one] = begun.members;
  expect((await second.client.getRun({ id: one!.id! })).status).toBe('interrupted');
  await second.until(begun.members[1]!.id!, (run) => run.epochsDone > 0);
  const { counts } = await latest(second, id);
  expect([counts.interrupted, counts.running + counts.queued]).toEqual([1, 3]);
  expect(await failureOf(second.client.trashSweep({ id }))).toMatchObject({
    message: expect.stringContaining('3 runs of sweep') as string,
  });
  const goneOn = (await second.client.confirmSweep({ id })).confirmations[0]!;
  expect(goneOn.members.map((member) => member.id)).toEqual(begun.members.map((member) => member.id));
  expect(goneOn.counts.queued + goneOn.counts.running).toBe(4);
  await second.client.stopRuns({});
});
