import { presets } from '#api';
import { describe, expect, it } from 'vitest';
import { canTrainMore, newTotalIssue, proposedTotal, resumeEpoch } from './resume.ts';

describe('resumeEpoch', () => {
  const kept = [{ epoch: 4210, sizeBytes: 1 }, { epoch: 3000, sizeBytes: 1 }]; // oxfmt-ignore
  const branch = { parentId: 'x', parentName: null, epoch: 2500 };
  it('is that of the newest checkpoint, otherwise the first of the run’s own', () => {
    expect(resumeEpoch({ checkpoints: kept, branch: null })).toBe(4210);
    expect(resumeEpoch({ checkpoints: [], branch: null })).toBe(0);
    expect(resumeEpoch({ checkpoints: [], branch })).toBe(2500);
  });
});

describe('more epochs', () => {
  const { config } = presets[0]!;

  it('are not offered to a run whose cosine was stretched over those planned', () => {
    const schedule = { kind: 'cosine', minimum: 0, warmupUpdates: 0 } as const;
    const scheduled = { ...config, optimizer: { ...config.optimizer, decay: 0, schedule } };
    expect(canTrainMore({ status: 'completed', stoppedEarly: false, config: scheduled })).toBe(false);
  });

  it.each([
    ['completed', false, true],
    ['completed', true, false],
    ['stopped', false, true],
    ['interrupted', false, true],
    ['running', false, false],
    ['diverged', false, false],
    ['failed', false, false],
  ] as const)('%s, stopped early %s: %s', (status, stoppedEarly, can) => {
    expect(canTrainMore({ status, stoppedEarly, config })).toBe(can);
  });

  it.each([
    [10_001, 20_001],
    [500, 1000],
    [1, 2],
    [9_000_000, 10_000_000],
  ])('%i epochs are offered %i', (epochs, total) => expect(proposedTotal(epochs)).toBe(total));

  const run = { config: { epochs: 10_001 } } as Parameters<typeof newTotalIssue>[0];
  it('are more than the run has now', () => {
    expect(newTotalIssue(run, 10_002)).toBeNull();
    expect(newTotalIssue(run, 10_000_000)).toBeNull();
    const allowed = 'allowed: a whole number from 10,002 to 10,000,000';
    expect(newTotalIssue(run, 10_001)).toBe(`Got 10001; ${allowed}`);
    expect(newTotalIssue(run, 10_000_001)).toBe(`Got 10000001; ${allowed}`);
    expect(newTotalIssue(run, 10_500.5)).toBe(`Got 10500.5; ${allowed}`);
    expect(newTotalIssue(run, 'many')).toBe(`Got many; ${allowed}`);
    expect(newTotalIssue(run, '')).toBe(`Empty; ${allowed}`);
  });
});
