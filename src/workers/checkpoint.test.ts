import { expect, test } from 'vitest';
import { createTraining } from '#engine';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { configOf } from './pool-fixture.ts';

const training = createTraining(configOf({ epochs: 10, batchSize: 16 }));
training.advance(5, new Float64Array(5 * training.rowLength));
const checkpoint: Checkpoint = {
  engineVersion: '2.0.0',
  digest: {
    chain: Uint8Array.from({ length: 32 }, (_, index) => index),
    pending: Float64Array.of(1.5, NaN, -0),
  },
  state: training.state(),
};

test('a checkpoint round-trips, with a digest and without, at any offset in its buffer', () => {
  expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
  const plain = { ...checkpoint, digest: null };
  const shifted = new Uint8Array([7, ...encodeCheckpoint(plain)]).subarray(1);
  expect(decodeCheckpoint(shifted)).toEqual(plain);
});

test('damaged, truncated or foreign bytes are refused', () => {
  const bytes = encodeCheckpoint(checkpoint);
  for (let at = 0; at < bytes.length; at += 97) {
    const damaged = Uint8Array.from(bytes);
    damaged[at]! ^= 1;
    expect(() => decodeCheckpoint(damaged)).toThrow(/not a checkpoint|format|damaged/);
  }
  expect(() => decodeCheckpoint(bytes.subarray(0, bytes.length - 1))).toThrow('checksum');
  expect(() => decodeCheckpoint(new Uint8Array(3))).toThrow('not a checkpoint');
  const newer = Uint8Array.from(bytes);
  newer[4] = 2;
  expect(() => decodeCheckpoint(newer)).toThrow('got a checkpoint of format 2; this version reads format 1');
});
