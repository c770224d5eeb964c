import { expect, it } from 'vitest';
import { runExtent } from './useRunPage.ts';

const config = { epochs: 10_001 } as Parameters<typeof runExtent>[0]['config'];
const branch = { parentId: 'x', parentName: null, epoch: 3120 };

it('is all epochs of a run that has ended', () => {
  const run = { status: 'completed', epochsDone: 10_001, config, branch: null } as const;
  expect(runExtent(run)).toEqual({ min: 0, max: 10_000 });
  expect(runExtent({ ...run, status: 'stopped', epochsDone: 1 })).toEqual({ min: -0.5, max: 0.5 });
  expect(runExtent({ ...run, status: 'failed', epochsDone: 0 })).toEqual({ min: 0, max: 1 });
});
it('begins where a fork branched off', () => {
  const run = { status: 'completed', epochsDone: 10_001, config, branch } as const;
  expect(runExtent(run)).toEqual({ min: 3120, max: 10_000 });
  expect(runExtent({ ...run, status: 'stopped', epochsDone: 3121 })).toEqual({ min: 3119.5, max: 3120.5 });
  expect(runExtent({ ...run, status: 'queued', epochsDone: 3120 })).toEqual({ min: 3120, max: 3170 });
  expect(runExtent({ ...run, status: 'running', epochsDone: 3620 })).toEqual({ min: 3120, max: 3620 });
  expect(runExtent({ ...run, status: 'running', epochsDone: 9_500 })).toEqual({ min: 3120, max: 10_000 });
});
it('includes the parent if that is drawn as well', () => {
  const run = { status: 'completed', epochsDone: 4000, config, branch } as const;
  expect(runExtent(run, { min: 0, max: 5000 })).toEqual({ min: 0, max: 5000 });
  expect(runExtent(run, { min: 0, max: 3500 })).toEqual({ min: 0, max: 3999 });
});
