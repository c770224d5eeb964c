import { presets } from '#api';
import { describe, expect, it } from 'vitest';
import { keptEpochs } from './useSnapshots.ts';

describe('the epochs with pictures', () => {
  const { config } = presets[0]!;
  const detail = { snapshots: { epochs: [0, 1], damaged: 0, sizeBytes: 0, budgetBytes: 0 } };
  const run = { config: { ...config, epochs: 100 }, branch: null, epochsDone: 4 };

  it('are those kept, and for a run in training those it has passed', () => {
    expect(keptEpochs({ ...run, status: 'completed' }, detail)).toEqual([0, 1]);
    expect(keptEpochs({ ...run, status: 'running' }, detail)).toEqual([0, 1, 2, 3]);
    expect(keptEpochs({ ...run, status: 'running' }, undefined)).toEqual([0, 1, 2, 3]);
  });
});
