import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { storageEntry, trainerEntry } from '../built-entries.fixture.ts';
import {
  emptyHistory,
  ended,
  endlessConfig,
  failureOf,
  openTestApp,
  smallConfig,
  training,
} from './app-fixture.ts';

test('closing interrupts training runs and keeps their epochs, and the next start continues the queue', async () => {
  const dataDir = emptyHistory();
  const first = await openTestApp({ dataDir });
  const { runs } = await first.client.createRuns({
    configs: [endlessConfig(), smallConfig()],
  });
  const [busy, waiting] = runs.map(({ id }) => id) as [string, string];
  await first.until(busy, training);
  await first.close();

  const second = await openTestApp({ dataDir });
  const run = await second.client.getRun({ id: busy });
  expect(run.status).toBe('interrupted');
  const { series } = await second.client.readSeries({ id: busy, metrics: ['loss'] });
  expect([...series.loss!.epochs]).toEqual(Array.from({ length: run.epochsDone }, (_, epoch) => epoch));
  expect((await second.until(waiting, ended)).status).toBe('completed');
});

test('writes of another process are noticed', async () => {
  const dataDir = emptyHistory();
  const { onEvent } = await openTestApp({ dataDir });
  const noticed = new Promise<void>((resolve) => {
    onEvent((event) => {
      if (event.kind === 'historyChanged') resolve();
    });
  });
  const other = await openTestApp({ dataDir, host: 'cli', exclusive: false });
  const { runs } = await other.client.createRuns({ configs: [smallConfig()] });
  await other.until(runs[0]!.id, ended);
  await noticed;
});

test('a run of another process is left to it', async () => {
  const dataDir = emptyHistory();
  const { client } = await openTestApp({ dataDir });
  const other = await openTestApp({ dataDir, host: 'cli', exclusive: false });
  const { runs } = await other.client.createRuns({ configs: [endlessConfig()] });
  await other.until(runs[0]!.id, training);
  const refused = await failureOf(client.stopRuns({ ids: [runs[0]!.id] }));
  expect(refused.code).toBe('conflict');
  expect(refused.message).toContain('is training in another process');
});

test('two hosts on one folder: the second is refused, the first continues', async () => {
  const dataDir = emptyHistory();
  const { client } = await openTestApp({ dataDir });
  expect((await failureOf(openTestApp({ dataDir }))).code).toBe('hostAlreadyRunning');
  expect((await client.listRuns()).total).toBe(0);
});

test('a host that is killed loses no stored epoch; the next one interrupts its run and trains its queue', async () => {
  const dataDir = emptyHistory();
  // The host prints how many epochs are stored whenever more are, and is killed without warning.
  const script = `
    import { openLambdascope } from '#app';
    import { createNodeLauncher } from '#workers';
    const app = await openLambdascope({
      dataDir: ${JSON.stringify(dataDir)}, host: 'serve', appVersion: '1.2.3', concurrency: 1,
      launcher: createNodeLauncher(${JSON.stringify(trainerEntry)}), storageEntry: ${JSON.stringify(storageEntry)},
    });
    const configs = ${JSON.stringify([endlessConfig(), smallConfig()])};
    const { value } = await app.dispatch('createRuns', { configs });
    const [busy, waiting] = value.runs.map(({ id }) => id);
    app.onEvent((event) => {
      const run = event.kind === 'runsChanged' && event.runs.find(({ id }) => id === busy);
      if (run && run.epochsDone > 0) console.log(JSON.stringify({ busy, waiting, stored: run.epochsDone }));
    });`;
  const host = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve) => createInterface(host.stdout).once('line', resolve));
  const { busy, waiting, stored } = JSON.parse(line) as { busy: string; waiting: string; stored: number };
  host.kill('SIGKILL');
  await new Promise((resolve) => host.once('close', resolve));

  const { client, until } = await openTestApp({ dataDir });
  const run = await client.getRun({ id: busy });
  expect(run.status).toBe('interrupted');
  expect(run.epochsDone).toBeGreaterThanOrEqual(stored);
  const { series } = await client.readSeries({ id: busy, metrics: ['loss'] });
  expect([...series.loss!.epochs]).toEqual(Array.from({ length: run.epochsDone }, (_, epoch) => epoch));
  expect((await until(waiting, ended)).status).toBe('completed');
});
