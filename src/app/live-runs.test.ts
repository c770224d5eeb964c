import { expect, test } from 'vitest';
import { type RunSummary, runConfigSchema } from '#api';
import { smallConfig } from './app-fixture.ts';
import { createLiveRuns } from './live-runs.ts';

const config = runConfigSchema.parse(smallConfig({ epochs: 100 }));

test('a fork shows where it retraces until its first own epochs; rows that come again count once', () => {
  const live = createLiveRuns(() => undefined);
  live.add({ id: 'a', name: 'fork', config, epochsDone: 40 } as RunSummary);
  live.start('a');
  live.retrace('a', 12);
  expect(live.activity().live[0]).toMatchObject({ status: 'running', epochsDone: 40, retracing: 12 });
  live.record('a', 60);
  live.record('a', 50);
  expect(live.activity()).toMatchObject({ progress: 0.6, live: [{ epochsDone: 60, retracing: null }] });
});
