import { expect, test } from 'vitest';
import { type RunSummary, runConfigSchema } from '#api';
import { smallConfig } from './app-fixture.ts';
import { createLiveRuns } from './live-runs.ts';

const config = runConfigSchema.parse(smallConfig({ epochs: 100 }));

test('a fork shows where it replays until its first own epochs; resent rows count once', () => {
  const live = createLiveRuns(() => undefined);
  live.add({ id: 'a', name: 'fork', config, epochsDone: 40 } as RunSummary);
  live.start('a');
  live.replay('a', 12);
  expect(live.activity().live[0]).toMatchObject({ status: 'running', epochsDone: 40, replaying: 12 });
  live.record('a', 60);
  live.record('a', 50);
  expect(live.activity()).toMatchObject({ progress: 0.6, live: [{ epochsDone: 60, replaying: null }] });
});

test('a waiting run says since when, counts as news once, and is not awaited', async () => {
  const live = createLiveRuns(() => undefined);
  const full = { reason: 'the disk is full', advice: 'free some space' };
  live.add({ id: 'a', name: 'small', config, epochsDone: 0 } as RunSummary);
  live.start('a');
  const stopped = live.whenNone(['a'], ['running'], 60_000);
  expect([live.wait('a', full), live.wait('a', full), live.wait('gone', full)]).toEqual([true, false, false]);
  await stopped;
  const { waiting } = live.activity().live[0]!;
  expect(waiting).toEqual({ ...full, since: expect.stringMatching(/^\d{4}-.*Z$/) as string });
  expect([live.wait('a', null), live.wait('a', null)]).toEqual([true, false]);
  expect(live.activity().live[0]!.waiting).toBeNull();
});
