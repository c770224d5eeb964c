import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listRunsQuery } from '#api';
import { epochRows, runConfig, temporaryFolder, temporaryStore } from './store-fixture.ts';

// A laptop's clock is set back, by a person or a time server.

const noon = Date.UTC(2020, 5, 1, 12); // SQLite's own clock is later
const hourMs = 3_600_000;
const at = (ms: number): void => void vi.setSystemTime(ms);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});

it.each(['completed', 'interrupted'] as const)(
  'a run that is %s while the clock goes back ends no earlier than it starts, and trained for no negative time',
  (status) => {
    const store = temporaryStore();
    const config = runConfig();
    const { id } = store.createRuns([{ config, name: 'back' }])[0]!;
    store.startRun(id, 'float64');
    at(noon + 1000);
    store.pauseRun(id);
    at(noon - hourMs);
    store.continueRun(id);
    at(noon - 2 * hourMs);
    store.appendEpochs(id, epochRows(config, [{ epoch: 0 }]), 1);
    expect(store.getRun(id).durationMs).toBe(1000);
    at(noon - 3 * hourMs);
    store.endRuns([[id, { status }]]);
    const run = store.getRun(id);
    expect(run).toMatchObject({ status, durationMs: 1000 });
    expect(run.endedAt! >= run.startedAt!).toBe(true);
  },
);

it('a run found dead after the clock went back ends no earlier than it starts', async () => {
  const dataDir = temporaryFolder();
  const dead = temporaryStore({ dataDir, exclusive: false });
  const config = runConfig();
  const { id } = dead.createRuns([{ config, name: 'back' }])[0]!;
  dead.startRun(id, 'float64');
  at(noon - hourMs);
  dead.appendEpochs(id, epochRows(config, [{ epoch: 0 }]), 1);
  await dead.close();
  const store = temporaryStore({ dataDir });
  expect(store.recoverRuns().interrupted).toEqual([id]);
  const run = store.getRun(id);
  expect(run).toMatchObject({ status: 'interrupted', durationMs: 0 });
  expect(run.endedAt! >= run.startedAt!).toBe(true);
});

it('a run that started in the future sorts like one that has not trained', () => {
  const store = temporaryStore();
  const [later, earlier] = store.createRuns([
    { config: runConfig(), name: 'later' },
    { config: runConfig(), name: 'earlier' },
  ]);
  at(Date.UTC(2200, 0, 1));
  store.startRun(later!.id, 'float64');
  const query = listRunsQuery.parse({ sort: 'durationMs', descending: true });
  at(noon);
  expect(store.listRuns(query).runs.map(({ durationMs }) => durationMs)).toEqual([0, 0]);
  store.startRun(earlier!.id, 'float64');
  at(noon + 1000);
  expect(store.listRuns(query).runs[0]).toMatchObject({ name: 'earlier', durationMs: 1000 });
});
