import { expect, it } from 'vitest';
import { createRun, recordRun, runConfig, temporaryFolder, temporaryStore } from './store-fixture.ts';

it('keeps preferences', () => {
  const store = temporaryStore();
  store.setPreference('theme', 'light');
  store.setPreference('theme', 'dark');
  store.setPreference('columns', [{ key: 'name', width: 120 }]);
  expect(store.getPreferences()).toEqual({ theme: 'dark', columns: [{ key: 'name', width: 120 }] });
});

it('notices only writes of other processes', () => {
  const dataDir = temporaryFolder();
  const host = temporaryStore({ dataDir });
  const cli = temporaryStore({ dataDir, host: 'cli', exclusive: false });
  host.changedElsewhere();
  createRun(host);
  expect(host.changedElsewhere()).toBe(false);
  createRun(cli);
  expect(host.changedElsewhere()).toBe(true);
  expect(host.changedElsewhere()).toBe(false);
  expect(host.liveRuns()).toHaveLength(1);
});

it('survives being closed and reopened', async () => {
  const dataDir = temporaryFolder();
  const store = temporaryStore({ dataDir });
  const id = recordRun(store, runConfig(), 30);
  store.endRuns([[id, { status: 'completed' }]]);
  const before = store.getRun(id);
  expect(store.sizeBytes()).toBeGreaterThan(4096);
  await store.close();
  await store.close();
  expect(temporaryStore({ dataDir }).getRun(id)).toEqual(before);
});
