import { describe, expect, it } from 'vitest';
import { estimateMemoryBytes, formatBytes, maxRunMemoryBytes } from './memory.ts';
import { presets } from './presets.ts';
import { runConfigSchema } from './run-config.ts';

describe('estimateMemoryBytes', () => {
  const config = runConfigSchema.parse({
    dataset: { kind: 'spiral', samplesPerClass: 10, classes: 3 },
    validation: { samplesPerClass: 5 },
    layers: [{ kind: 'dense', units: 4 }, { kind: 'relu' }, { kind: 'dense', units: 3 }, { kind: 'softmax' }],
  });
  const parameters = (2 + 1) * 4 + (4 + 1) * 3;
  const drawn = 45 * (2 * 8 + 4) + parameters * 8;

  it.each([
    ['float64', 8],
    ['float32', 4],
  ] as const)('counts data, parameters, a tile and a checkpoint in %s', (precision, bytes) => {
    const tile = 16_384;
    const places = 32 + 15;
    expect(estimateMemoryBytes({ ...config, precision })).toBe(
      drawn + (places * 3 + parameters * (5 + 9) + tile) * bytes,
    );
  });

  it.each([
    [1, 30 * 4],
    [7, 5 * 8],
    [1000, 32],
  ])('counts the places that batches of %i take, but inputs only once', (batchSize, places) => {
    const tile = 16 * 4 * (2 + 2 * 7);
    expect(estimateMemoryBytes({ ...config, batchSize })).toBe(
      drawn + ((30 + 15) * 2 + (places + 15) + parameters * (5 + 9) + tile) * 8 + (30 + places) * 4,
    );
  });

  it('leaves room for the presets', () => {
    for (const preset of presets)
      expect(estimateMemoryBytes(preset.config)).toBeLessThan(maxRunMemoryBytes / 20);
  });
});

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KiB'],
  [12 * 1024, '12 KiB'],
  [200 * 1024 ** 2, '200 MiB'],
  [2 * 1024 ** 3, '2.0 GiB'],
  [5.66 * 1024 ** 4, '5.7 TiB'],
  [3000 * 1024 ** 5, '3000 PiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
