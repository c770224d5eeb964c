import { unzipSync } from 'fflate';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { python } from '../../python.fixture.ts';
import { testWith } from '../../system-needs.fixture.ts';
import { temporaryFolder } from '../../temporary-folder.fixture.ts';
import { type NamedArray, npzChunks } from './npz.ts';

const arrays: readonly NamedArray[] = [
  { name: 'dense1_weights', shape: [2, 3], values: Float64Array.of(0.1, -0, 1e-320, Infinity, NaN, 3) },
  { name: 'dense1_biases', shape: [2], values: Float32Array.of(0.5, -1.25) },
  { name: 'large', shape: [300_000], values: Float64Array.from({ length: 300_000 }, (_, index) => index) },
];

const npz = (): Buffer => Buffer.concat([...npzChunks(arrays)]);

it('is a ZIP of .npy files', () => {
  const files = unzipSync(npz());
  expect(Object.keys(files)).toEqual(['dense1_weights.npy', 'dense1_biases.npy', 'large.npy']);
  const biases = Buffer.from(files['dense1_biases.npy']!);
  expect(biases.toString('latin1', 0, 8)).toBe('\x93NUMPY\x01\x00');
  expect(biases.toString('latin1', 10, 128).trimEnd()).toBe(
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
  );
  expect([biases.length, biases.readFloatLE(128), biases.readFloatLE(132)]).toEqual([136, 0.5, -1.25]);
  expect(Buffer.from(files['large.npy']!).readDoubleLE(128 + 8 * 299_999)).toBe(299_999);
});

it('has the same bytes every time', () => {
  expect(npz().equals(npz())).toBe(true);
});

testWith('numpy')('can be read by NumPy', async () => {
  const file = join(temporaryFolder(), 'parameters.npz');
  writeFileSync(file, npz());
  const script = `
import sys, numpy as np
arrays = np.load(sys.argv[1])
print([(name, str(a.dtype), a.shape, float(a.sum())) for name, a in arrays.items() if name != "dense1_weights"])
print(arrays["dense1_weights"].tolist())`;
  expect(await python(['-c', script, file])).toBe(
    "[('dense1_biases', 'float32', (2,), -0.75), ('large', 'float64', (300000,), 44999850000.0)]\n" +
      '[[0.1, -0.0, 1e-320], [inf, nan, 3.0]]\n',
  );
});
