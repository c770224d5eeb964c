import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { decodeTrainingState, encodeTrainingState } from './encode-training-state.ts';
import type { TrainingState } from './training.ts';

const bare: TrainingState = {
  epoch: 7,
  updates: 2 ** 40,
  momentsSince: 3,
  learningRate: 0.1,
  best: null,
  kept: null,
  average: null,
  shuffle: null,
  parameters: [Float64Array.of(1, -0, NaN), Float64Array.of(5e-324)],
  moments: [],
};
const random = new RandomStream(4);
random.randn();
const full: TrainingState = {
  ...bare,
  best: { epoch: 5, value: Infinity },
  kept: { epoch: 4, value: 0.5, parameters: [Float64Array.of(7, 8, NaN), Float64Array.of(9)] },
  average: { from: 3, sums: [Float64Array.of(1, 2, 3), Float64Array.of(1e308)] },
  shuffle: random.state(),
  moments: [Float64Array.of(1, 2, 3), Float64Array.of(4)],
};
const single: TrainingState = {
  ...bare,
  kept: { epoch: 4, value: 0.5, parameters: [Float32Array.of(0.3, 5), new Float32Array(0)] },
  average: { from: 3, sums: [Float64Array.of(0.1, 2), new Float64Array(0)] },
  shuffle: new RandomStream(4).state(),
  parameters: [Float32Array.of(0.1, 2), new Float32Array(0)],
  moments: [Float32Array.of(3, 4), new Float32Array(0)],
};

describe('bytes of a training state', () => {
  it.each([
    ['bare', bare, 108 + 2 * 4 + 4 * 8],
    ['with everything', full, 108 + 624 * 4 + 4 * 4 + 16 * 8],
    ['in float32', single, 108 + 624 * 4 + 4 * 4 + 6 * 4 + 2 * 8],
  ])('round-trip, %s', (_name, state, length) => {
    const bytes = encodeTrainingState(state);
    expect(bytes.length).toBe(length);
    expect(decodeTrainingState(bytes)).toEqual(state);
  });

  it('of version 1 have no kept parameters and no average', () => {
    // As version 1 wrote them.
    const bytes = Buffer.from(
      'TFNUUwEAAAAAAAAAAQAAAAEAAAABAAAAAAAAAAAAAAAAABxAAAAAAAAAIkAAAAAAAAAIQJqZmZmZmbk/AAAAAAAAFEAAAAAAAADQPwAAAAAA' +
        'AAAAAgAAAAIAAAAAAAAAAADwPwAAAAAAAADAAAAAAAAA4D8AAAAAAAAIQA==',
      'base64',
    );
    expect(decodeTrainingState(bytes)).toEqual({
      ...{ epoch: 7, updates: 9, momentsSince: 3, learningRate: 0.1, best: { epoch: 5, value: 0.25 } },
      ...{ kept: null, average: null, shuffle: null },
      ...{ parameters: [Float64Array.of(1, -2)], moments: [Float64Array.of(0.5, 3)] },
    });
  });

  it('may lie anywhere in their buffer', () => {
    const bytes = encodeTrainingState(full);
    const buffer = new Uint8Array(bytes.length + 3);
    buffer.set(bytes, 3);
    expect(decodeTrainingState(buffer.subarray(3))).toEqual(full);
  });

  it('are little-endian', () => {
    const bytes = encodeTrainingState(bare);
    expect([...bytes.subarray(0, 8)]).toEqual(
      [...'LSTS'].map((letter) => letter.charCodeAt(0)).concat(2, 0, 0, 0),
    );
    expect([...bytes.subarray(28, 36)]).toEqual([0, 0, 0, 0, 0, 0, 0x1c, 0x40]);
  });

  it('are refused when any of them are missing', () => {
    const bytes = encodeTrainingState(full);
    for (let length = 0; length < bytes.length; length += length < 108 ? 1 : 37) {
      expect(() => decodeTrainingState(bytes.subarray(0, length))).toThrow(
        `a training state is truncated: got ${length} bytes; it has`,
      );
    }
    expect(() => decodeTrainingState(bytes.subarray(0, -1))).toThrow(`it has ${bytes.length} or more`);
  });

  it.each([
    ['are others', 0, 1, 'these bytes are not a training state'],
    ['are of another version', 4, 3, 'got a training state of version 3; allowed: 1, 2'],
    ['have an unknown precision', 8, 9, 'got precision 9; allowed: 0 (float64), 1 (float32)'],
    ['promise more arrays than there are', 19, 255, 'a training state is truncated'],
  ])('are refused when they %s', (_name, offset, value, message) => {
    const bytes = encodeTrainingState(full);
    bytes[offset] = value;
    expect(() => decodeTrainingState(bytes)).toThrow(message);
    expect(() => decodeTrainingState(bytes)).toThrow(RangeError);
  });

  it('are refused when more follow', () => {
    const bytes = encodeTrainingState(bare);
    const longer = new Uint8Array(bytes.length + 2);
    longer.set(bytes);
    expect(() => decodeTrainingState(longer)).toThrow('got 2 bytes after a training state');
  });
});
