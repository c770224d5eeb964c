import { expect, test } from 'vitest';
import { createTraining, engineVersion } from '#engine';
import { snapshotEpochs } from '#experiments';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { configOf, createTestPool, endless, rowLength, rowsInProcess, taskOf } from './pool-fixture.ts';
import type { TrainingTask } from './protocol.ts';

const config = configOf({ epochs: 2001, evaluateEvery: 9 });

/** The checkpoint of this config at `epoch`, as made by a trainer of this engine or another. */
function checkpointAt(epoch: number, version = engineVersion): Uint8Array {
  const training = createTraining(config);
  training.advance(epoch, new Float64Array(epoch * rowLength));
  const digest = { chain: new Uint8Array(32), pending: new Float64Array() };
  return encodeCheckpoint({ engineVersion: version, digest, state: training.state() });
}

test('the digest is the same in any process, one or two at a time, and through pauses', async () => {
  const { pool, submit, outcomes, checkpoints, until } = createTestPool(2);
  submit('a', config);
  submit('b', config);
  await Promise.all([until('ended a'), until('ended b')]);
  pool.setSize(1);
  const ids = ['a', 'b'];
  let isPaused = false;
  // A run may end before it receives the pause: then another is tried.
  for (const id of ['c', 'd', 'e', 'f', 'g']) {
    ids.push(id);
    submit(id, config);
    await until(`started ${id}`);
    pool.pause(id);
    await Promise.race([until(`paused ${id}`), until(`ended ${id}`)]);
    isPaused = !outcomes.has(id);
    pool.continue(id);
    await until(`ended ${id}`);
    if (isPaused) break;
  }
  expect(isPaused).toBe(true);
  const digests = ids.map((id) => outcomes.get(id)!.digest);
  expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(digests).size).toBe(1);
  expect(
    checkpoints
      .get('a')!
      .slice(-2)
      .map(({ epoch }) => epoch),
  ).toEqual([2000, 2001]);
});

test('a run continues from its last checkpoint with the same rows, end and digest', async () => {
  const { submit, rows, outcomes, checkpoints, until } = createTestPool(1);
  submit('a', config);
  await until('ended a');
  const [before, after] = checkpoints.get('a')!.slice(-2);
  submit('b', { config, ancestry: [], from: { stage: 0, checkpoint: before!.bytes } });
  await until('ended b');
  expect(rows.get('b')).toEqual(rows.get('a')!.slice(2000 * rowLength));
  expect(outcomes.get('b')).toEqual(outcomes.get('a'));
  // Killed before its end was stored, it has no epoch left to train.
  submit('c', { config, ancestry: [], from: { stage: 0, checkpoint: after!.bytes } });
  await until('ended c');
  expect(rows.get('c')).toBeUndefined();
  expect(outcomes.get('c')).toEqual(outcomes.get('a'));
});

test('a run that was paused and then killed continues from where it was paused', async () => {
  const { pool, submit, processes, rows, checkpoints, outcomes, until } = createTestPool(1);
  submit('a', configOf({ epochs: endless }));
  await until('epochs a');
  pool.pause('a');
  await until('paused a');
  process.kill(processes[0]!.pid!, 'SIGKILL');
  await until('ended a');
  expect(outcomes.get('a')!.status).toBe('interrupted');
  const { epoch, bytes } = checkpoints.get('a')!.at(-1);
  expect(rows.get('a')!.length).toBe(epoch * rowLength);

  const whole = configOf({ epochs: epoch + 100 });
  submit('b', { config: whole, ancestry: [], from: { stage: 0, checkpoint: bytes } });
  await until('ended b');
  expect([...rows.get('a')!, ...rows.get('b')!]).toEqual(rowsInProcess(whole));
});

test('snapshots are the parameters before their epochs and after the last', async () => {
  const { submit, snapshots, until } = createTestPool(1);
  submit('a', config);
  await until('ended a');
  const taken = snapshots.get('a')!;
  expect([...taken.keys()]).toEqual([...snapshotEpochs(config), 2001]);
  const training = createTraining(config);
  for (const [epoch, parameters] of taken) {
    const missing = epoch - training.epoch;
    training.advance(missing, new Float64Array(missing * rowLength));
    const expected = training.parameters.flatMap(({ weights, biases }) => [...weights, ...biases]);
    expect([...parameters]).toEqual(expected.map(Math.fround));
  }
});

test('early stopping ends a run with a checkpoint, a digest and its flag', async () => {
  const { submit, outcomes, checkpoints, epochsOf, until } = createTestPool(1);
  const stopping = configOf({ epochs: endless, earlyStopping: { patience: 300 } });
  submit('a', stopping);
  await until('ended a');
  const { status, stoppedEarly, digest } = outcomes.get('a')!;
  expect([status, stoppedEarly, digest?.length]).toEqual(['completed', true, 64]);
  const { epoch, bytes } = checkpoints.get('a')!.at(-1);
  expect(epochsOf('a').length).toBe(epoch);
  // Killed between its last messages and their storage, it ends there again.
  submit('b', { config: stopping, ancestry: [], from: { stage: 0, checkpoint: bytes } });
  await until('ended b');
  expect(outcomes.get('b')).toEqual(outcomes.get('a'));
  expect(epochsOf('b')).toEqual([]);
});

test('ancestors are retrained without recording, and can be paused and stopped meanwhile', async () => {
  const { pool, submit, rows, outcomes, count, until } = createTestPool(1);
  const forkAt = (epoch: number): TrainingTask => ({
    config: { ...config, epochs: epoch + 50 },
    ancestry: [{ config: { ...config, epochs: endless }, until: epoch }],
    from: null,
  });
  submit('a', forkAt(endless - 100));
  await until('replaying a', 2);
  pool.pause('a');
  await until('paused a');
  pool.continue('a');
  await until('continued a');
  pool.stop('a');
  await until('ended a');
  expect(outcomes.get('a')).toEqual({ status: 'stopped' });
  expect([count('epochs a'), count('checkpoint a'), count('snapshots a')]).toEqual([0, 0, 0]);

  submit('b', forkAt(500));
  await until('ended b');
  expect(rows.get('b')).toEqual(rowsInProcess({ ...config, epochs: 550 }).slice(500 * rowLength));
});

test('a checkpoint of another engine is continued, as is float32, without a digest', async () => {
  const { submit, outcomes, checkpoints, epochsOf, until } = createTestPool(1);
  submit('a', { ...taskOf(config), from: { stage: 0, checkpoint: checkpointAt(1900, '0.0.1') } });
  submit('b', configOf({ epochs: 50, precision: 'float32' }));
  await Promise.all([until('ended a'), until('ended b')]);
  expect(epochsOf('a')[0]).toBe(1900);
  for (const id of ['a', 'b'])
    expect(outcomes.get(id)).toMatchObject({ status: 'completed', stoppedEarly: false });
  for (const id of ['a', 'b']) expect(outcomes.get(id)!.digest).toBeUndefined();
  const { engineVersion: by, digest } = decodeCheckpoint(checkpoints.get('a')!.at(-1).bytes);
  expect([by, digest]).toEqual([engineVersion, null]);
});
