import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyHistory, endlessConfig, failureOf, openTestApp, training } from './app-fixture.ts';

test('concurrency is stored, and applies immediately', async () => {
  const dataDir = emptyHistory();
  const first = await openTestApp({ dataDir });
  const { runs } = await first.client.createRuns({
    configs: [endlessConfig(), endlessConfig()],
  });
  await first.until(runs[0]!.id, training);
  expect((await first.client.setConcurrency({ concurrency: 2 })).concurrency).toBe(2);
  await first.until(runs[1]!.id, training);
  await first.close();

  const { client } = await openTestApp({ dataDir }, {});
  expect(await client.getPreferences()).toEqual({ concurrency: 2 });
  expect((await failureOf(client.setPreference({ key: 'concurrency', value: 'many' }))).code).toBe(
    'invalidInput',
  );
  await client.setPreference({ key: 'theme', value: 'dark' });
  expect((await client.setThreads({ threads: 1 })).threads).toBe(1);
  expect(await client.getPreferences()).toEqual({ concurrency: 2, theme: 'dark', threads: 1 });
  expect(await client.getHostInfo()).toMatchObject({ host: 'serve', appVersion: '1.2.3', dataDir });
  expect(existsSync(join(dataDir, 'lambdascope.sqlite3'))).toBe(true);
});

test('windows that set different entries of a map keep both, and are notified of each other’s', async () => {
  const { client, onEvent } = await openTestApp();
  const heard: unknown[] = [];
  onEvent((event) => event.kind === 'preferenceChanged' && heard.push([event.source, event.value]));
  await client.setPreference({ key: 'drafts', value: ['a list of an older form'] });
  await client.setPreference({ key: 'drafts', entries: { a: 1, b: 2 }, source: 'first' });
  await client.setPreference({ key: 'drafts', entries: { a: null, c: { of: 'second' } }, source: 'second' });
  const drafts = { b: 2, c: { of: 'second' } };
  expect(await client.getPreferences()).toEqual({ drafts });
  expect(heard).toEqual([
    [null, ['a list of an older form']],
    ['first', { a: 1, b: 2 }],
    ['second', drafts],
  ]);
  const both = client.setPreference({ key: 'drafts', value: 1, entries: {} });
  expect((await failureOf(both)).message).toContain('give one of them');
});
