import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runConfig, temporaryFolder, temporaryStore } from './store-fixture.ts';

const evening = Date.UTC(2020, 5, 1, 22);
const nightMs = 8 * 3_600_000;
const at = (ms: number): void => void vi.setSystemTime(ms);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: evening }));
afterEach(() => void vi.useRealTimers());

it('time while the machine sleeps is not training time, whenever the run began', () => {
  const dataDir = temporaryFolder();
  const store = temporaryStore({ dataDir });
  const beside = temporaryStore({ dataDir, host: 'cli', exclusive: false });
  const config = runConfig();
  const [before, paused, during, after] = store
    .createRuns(['before', 'paused', 'during', 'after'].map((name) => ({ config, name })))
    .map(({ id }) => id) as [string, string, string, string];
  const other = beside.createRuns([{ config, name: 'other' }])[0]!.id;
  for (const id of [before, paused]) store.startRun(id, 'float64');
  beside.startRun(other, 'float64');
  at(evening + 1000);
  store.pauseRun(paused);
  // Asleep, except for a moment in the middle of the night.
  at(evening + nightMs / 2);
  store.startRun(during, 'float64');
  at(evening + nightMs);
  store.startRun(after, 'float64');
  store.skipTime(evening + 1000, evening + nightMs);
  at(evening + nightMs + 500);
  for (const id of [before, during, after]) store.endRuns([[id, { status: 'stopped' }]]);
  const durations = [before, paused, during, after].map((id) => store.getRun(id).durationMs);
  expect(durations).toEqual([1500, 1000, 500, 500]);
  expect(beside.getRun(other).durationMs).toBe(nightMs + 500); // its own process takes care of it
});

it('puts everything committed on disk, even if there is nothing to do', () => {
  const store = temporaryStore();
  const [run] = store.createRuns([{ config: runConfig(), name: 'calm-sail-1' }]);
  store.syncToDisk();
  store.endRuns([[run!.id, { status: 'stopped' }]]);
  store.compact();
  store.syncToDisk();
  expect(store.getRun(run!.id).status).toBe('stopped');
});

it('interrupts training runs as of what they recorded, and leaves the queue and other sessions alone', () => {
  const dataDir = temporaryFolder();
  const store = temporaryStore({ dataDir });
  const beside = temporaryStore({ dataDir, host: 'cli', exclusive: false });
  const config = runConfig();
  const [running, paused, queued] = store
    .createRuns(['running', 'paused', 'queued'].map((name) => ({ config, name })))
    .map(({ id }) => id) as [string, string, string];
  const other = beside.createRuns([{ config, name: 'other' }])[0]!.id;
  for (const id of [running, paused]) store.startRun(id, 'float64');
  store.pauseRun(paused);
  beside.startRun(other, 'float64');
  store.interruptRuns();
  const states = [running, paused, queued, other].map((id) => store.getRun(id).status);
  expect(states).toEqual(['interrupted', 'interrupted', 'queued', 'running']);
  expect(store.getRun(running)).toMatchObject({ error: null, durationMs: 0 });
});
