import { expect, test } from 'vitest';
import { emptyHistory, endlessConfig, openTestApp, smallConfig } from './app-fixture.ts';

const battery = { reason: 'the computer runs on its battery', advice: 'plug it in' };
const endlessRun = { configs: [endlessConfig()] };

test('training on hold is paused, says why, and continues by itself; runs that the user paused do not', async () => {
  const app = await openTestApp({ concurrency: 2 });
  const { client, until } = app;
  const create = async (): Promise<string> => (await client.createRuns(endlessRun)).runs[0]!.id;
  const [own, held] = [await create(), await create()];
  for (const id of [own, held]) await until(id, ({ epochsDone }) => epochsDone > 0);
  await client.pauseRuns({ ids: [own] });

  app.hold(battery);
  await until(held, ({ status }) => status === 'paused');
  const queued = await create();
  const activity = await client.getActivity();
  expect(activity.held).toMatchObject(battery);
  const told = new Map(activity.live.map(({ id, status, waiting }) => [id, [status, waiting?.reason]]));
  expect(told.get(own)).toEqual(['paused', undefined]);
  expect(told.get(held)).toEqual(['paused', battery.reason]);
  expect(told.get(queued)).toEqual(['queued', battery.reason]);

  app.hold(null);
  await until(held, ({ status }) => status === 'running');
  await until(queued, ({ status }) => status === 'running');
  expect((await client.getRun({ id: own })).status).toBe('paused');
  expect((await client.getActivity()).held).toBeNull();
});

test('the user may continue a single run on hold, or pause all for good', async () => {
  const app = await openTestApp({ concurrency: 2 });
  const { client, until } = app;
  const ids = [await client.createRuns(endlessRun), await client.createRuns(endlessRun)].map(
    ({ runs }) => runs[0]!.id,
  ) as [string, string];
  for (const id of ids) await until(id, ({ status }) => status === 'running');
  app.hold(battery);
  for (const id of ids) await until(id, ({ status }) => status === 'paused');
  expect((await client.continueRuns({ ids: [ids[0]] })).runs[0]!.status).toBe('running');
  expect((await client.getActivity()).live.map(({ waiting }) => waiting?.reason)).toEqual([
    undefined,
    battery.reason,
  ]);
  await client.pauseRuns({});
  app.hold(null);
  expect((await client.getActivity()).live.map(({ status }) => status)).toEqual(['paused', 'paused']);
  for (const id of ids) expect((await client.getRun({ id })).status).toBe('paused');
});

test('a queue left by an earlier process is on hold from the start', async () => {
  const dataDir = emptyHistory();
  const first = await openTestApp({ dataDir, held: battery });
  const { runs } = await first.client.createRuns({ configs: [smallConfig()] });
  await first.close();
  const app = await openTestApp({ dataDir, held: battery });
  expect(await app.client.getActivity()).toMatchObject({ liveRuns: 1, runningRuns: 0, held: battery });
  expect(app.processes).toEqual([]);
  app.hold(null);
  await app.until(runs[0]!.id, ({ status }) => status === 'completed');
});
