import { expect, test } from 'vitest';
import { presets } from './presets.ts';
import { runConfigSchema } from './run-config.ts';
import { snapshotBudgetBytes, snapshotEpochs } from './snapshot-epochs.ts';

const chapter = presets[0]!.config;

function withUnits(units: number, epochs: number) {
  const layers = [
    { kind: 'dense', units },
    { kind: 'relu' },
    { kind: 'dense', units: 3 },
    { kind: 'softmax' },
  ];
  return runConfigSchema.parse({ layers, epochs });
}

test('epochs are 0 and log-spaced, denser where there is room', () => {
  expect(snapshotEpochs({ ...chapter, epochs: 12 })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 9, 10]);
  const epochs = snapshotEpochs(chapter);
  expect([epochs.length, epochs.at(-1)]).toEqual([58, 10_000]);
  expect(epochs.slice(-5)).toEqual([5623, 6494, 7499, 8660, 10_000]);
});

test('number at most 64 including the final parameters, within the budget', () => {
  for (const epochs of [1, 2, 64, 1000, 10_001, 10_000_000]) {
    for (const units of [1, 512, 3000, 20_000, 65_536]) {
      const config = withUnits(units, epochs);
      const count = snapshotEpochs(config).length + 1;
      expect(count).toBeLessThanOrEqual(64);
      if (count > 1)
        expect(count * 4 * (3 * units + 3 * (units + 1))).toBeLessThanOrEqual(snapshotBudgetBytes);
    }
  }
  expect(snapshotEpochs(withUnits(65_536, 10_001))).toEqual([10_000]);
});

test('keep the existing grid for a run with more epochs', () => {
  const more = snapshotEpochs({ ...chapter, epochs: 10_000_000 });
  const before = new Set(snapshotEpochs(chapter));
  expect(more.filter((epoch) => epoch < chapter.epochs && !before.has(epoch))).toEqual([]);
});

test('restart at the branch for a fork', () => {
  expect(snapshotEpochs({ ...chapter, epochs: 1012 }, 1000)).toEqual(
    snapshotEpochs({ ...chapter, epochs: 12 }).map((epoch) => 1000 + epoch),
  );
});
