import { runConfigSchema, type RunSummary } from '#api';
import { expect, it } from 'vitest';
import { epochMap, epochRange } from './x-axis.ts';

const layers = [{ kind: 'dense', units: 3 }, { kind: 'softmax' }];
const run = (fields: Partial<RunSummary> = {}): RunSummary =>
  ({
    config: runConfigSchema.parse({
      layers,
      dataset: { kind: 'spiral', samplesPerClass: 10, classes: 3 },
      batchSize: 8,
    }),
    branch: null,
    epochsDone: 200,
    durationMs: 1000,
    ...fields,
  }) as RunSummary;

it('counts updates by batches, the last of which may be smaller', () => {
  expect(epochMap('epoch', run())).toEqual({ offset: 0, factor: 1 });
  expect(epochMap('updates', run())).toEqual({ offset: 0, factor: 4 });
  const whole = run({ config: { ...run().config, batchSize: null } });
  expect(epochMap('updates', whole)).toEqual({ offset: 0, factor: 1 });
});

it('spreads the training time over the run’s own epochs', () => {
  expect(epochMap('time', run())).toEqual({ offset: 0, factor: 5 });
  const fork = run({ branch: { parentId: 'p', parentName: null, epoch: 100 } });
  expect(epochMap('time', fork)).toEqual({ offset: -1000, factor: 10 });
  expect(epochMap('time', run({ epochsDone: 0, durationMs: 0 }))).toEqual({ offset: 0, factor: 1 });
});

it('finds the epochs of an interval', () => {
  expect(epochRange({ min: 10, max: 22 }, { offset: 0, factor: 4 })).toEqual({ min: 2, max: 6 });
  expect(epochRange({ min: 0, max: 500 }, { offset: -1000, factor: 10 })).toEqual({ min: 100, max: 150 });
});
