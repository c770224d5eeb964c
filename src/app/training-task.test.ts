import { expect, test } from 'vitest';
import { type RunSummary, runConfigSchema } from '#api';
import { createTraining, engineVersion, type TrainingStage } from '#engine';
import { encodeCheckpoint } from '../workers/checkpoint.ts';
import { smallConfig } from './app-fixture.ts';
import { createTaskReader } from './training-task.ts';

const config = runConfigSchema.parse(smallConfig({ epochs: 100 }));
const state = createTraining(config).state();

/** Checkpoints differ only in their digest; the tests check which of them is used. */
function checkpoint(mark: number): Uint8Array {
  const digest = { chain: new Uint8Array(32).fill(mark), pending: new Float64Array() };
  return encodeCheckpoint({ engineVersion, digest, state });
}
function damaged(): Uint8Array {
  const bytes = Uint8Array.from(checkpoint(0));
  bytes[40]! ^= 1;
  return bytes;
}

interface StoredRun {
  readonly parent?: string;
  readonly deletedParent?: true;
  readonly ancestry?: readonly TrainingStage[];
  readonly checkpoints: readonly { readonly epoch: number; readonly bytes: Uint8Array }[];
}

function taskOf(runs: Readonly<Record<string, StoredRun>>, id: string) {
  const summary = (of: string): RunSummary => {
    const { parent, deletedParent } = runs[of]!;
    const branch = parent && { parentId: parent, parentName: deletedParent ? null : parent, epoch: 50 };
    return { config, branch: branch ?? null } as RunSummary;
  };
  return createTaskReader({
    getRuns: async (ids) => ids.map(summary),
    findRuns: async (ids) => ({ runs: ids.map(summary), unreadable: [] }),
    ancestryOf: async (of) => [...(runs[of]!.ancestry ?? [])],
    checkpointsOf: async (of, upToEpoch = Infinity) =>
      runs[of]!.checkpoints.filter(({ epoch }) => epoch <= upToEpoch).sort((a, b) => b.epoch - a.epoch),
  })(id);
}

test('a new run starts from nothing', async () => {
  expect(await taskOf({ a: { checkpoints: [] } }, 'a')).toMatchObject({ config, ancestry: [], from: null });
});

test('the newest readable checkpoint is used; without one, the run starts over', async () => {
  const older = { epoch: 20, bytes: checkpoint(1) };
  const newer = { epoch: 40, bytes: damaged() };
  expect((await taskOf({ a: { checkpoints: [older, newer] } }, 'a')).from).toEqual({
    stage: 0,
    checkpoint: older.bytes,
  });
  expect((await taskOf({ a: { checkpoints: [newer] } }, 'a')).from).toBeNull();
});

test('a fork without its own checkpoint uses an ancestor’s at or before the epoch at which that ended', async () => {
  const ancestry = [
    { config, until: 30 },
    { config, until: 50 },
  ];
  const runs = {
    a: {
      checkpoints: [
        { epoch: 30, bytes: checkpoint(1) },
        { epoch: 31, bytes: checkpoint(2) },
      ],
    },
    b: { parent: 'a', ancestry: ancestry.slice(0, 1), checkpoints: [{ epoch: 51, bytes: checkpoint(3) }] },
    c: { parent: 'b', ancestry, checkpoints: [] },
  };
  expect(await taskOf(runs, 'c')).toMatchObject({
    config,
    ancestry,
    from: { stage: 0, checkpoint: checkpoint(1) },
  });
  const own = { ...runs, c: { ...runs.c, checkpoints: [{ epoch: 50, bytes: checkpoint(4) }] } };
  expect((await taskOf(own, 'c')).from).toEqual({ stage: 2, checkpoint: checkpoint(4) });
  const orphan = { ...runs, c: { ...runs.c, deletedParent: true as const } };
  expect((await taskOf(orphan, 'c')).from).toBeNull();
});

test('an ancestor’s state after its last planned epoch is not used', async () => {
  const ancestry = [{ config, until: 100 }];
  const checkpoints = [
    { epoch: 99, bytes: checkpoint(1) },
    { epoch: 100, bytes: checkpoint(2) },
  ];
  const runs = { a: { checkpoints }, b: { parent: 'a', ancestry, checkpoints: [] } };
  expect((await taskOf(runs, 'b')).from).toEqual({ stage: 0, checkpoint: checkpoint(1) });
});
