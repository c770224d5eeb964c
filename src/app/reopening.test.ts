import { expect, test } from 'vitest';
import { mountSmallDisk } from '../storage/small-disk.ts';
import { endlessConfig, failureOf, openTestApp, smallConfig } from './app-fixture.ts';

test('a host that was opened on a full disk writes again when there is room, and continues with what is queued', async ({
  skip,
}) => {
  const disk = mountSmallDisk(12) ?? skip('this user may not mount a disk');
  const before = await openTestApp({ dataDir: disk.folder });
  const configs = [endlessConfig(), smallConfig({ name: 'queued' })];
  const [, queued] = (await before.client.createRuns({ configs })).runs;
  await before.close();
  disk.fill();

  const app = await openTestApp({ dataDir: disk.folder });
  expect((await app.client.getActivity({})).folder).toMatchObject({
    reason: 'the disk is full, so the history is open read-only',
    advice: 'free some space to train and to edit again',
  });
  expect((await app.client.getRun({ id: queued!.id })).status).toBe('queued');
  expect((await failureOf(app.client.createRuns({ configs }))).code).toBe('storageFull');

  disk.free();
  await expect.poll(async () => (await app.client.getActivity({})).folder).toBeNull();
  await app.until(queued!.id, ({ status }) => status === 'completed');
  expect((await app.client.updateRun({ id: queued!.id, name: 'written' })).name).toBe('written');
});
