import { aboutPage, expect, test } from '../fixtures/app.ts';
import { queryDatabase, storedRuns } from '../fixtures/database.ts';
import {
  briefConfig,
  endlessConfig,
  epochsShown,
  launch,
  launchConfig,
  seeEpochsGrow,
  statusOf,
  stopIfLive,
  trainConfigs,
} from '../fixtures/launching.ts';

const isMac = process.platform === 'darwin';

const epochsOf = (dataDir: string): { rows: number; done: number; highest: number }[] =>
  queryDatabase(
    dataDir,
    `SELECT count(*) AS rows, epochs_done AS done, max(epochs.epoch) AS highest
     FROM runs JOIN epochs USING (run_id) GROUP BY runs.run_id`,
  );

test('a killed worker interrupts its run, which says why; the next run trains, and the first continues', async ({
  app,
}) => {
  const id = await launchConfig(app, endlessConfig);
  await seeEpochsGrow(app.page);
  const [worker] = await app.workerPids();
  process.kill(worker!, 'SIGKILL');

  await expect(app.page.getByRole('main')).toContainText('Interrupted');
  await expect(app.page.getByRole('main')).toContainText(/the training process ended early/i);
  expect(statusOf(app, id)).toBe('interrupted');
  const [stored] = epochsOf(app.dataDir);
  expect(stored).toEqual({ rows: stored!.done, done: stored!.done, highest: stored!.done - 1 });

  await trainConfigs(app, briefConfig);

  await app.open(`/runs/${id}`);
  await app.page.getByRole('button', { name: /^Resume from epoch [\d,]+$/ }).click();
  await expect.poll(() => epochsShown(app.page)).toBeGreaterThan(stored!.done);
  await app.page.getByRole('button', { name: /^Stop here/ }).click();
  await expect.poll(() => statusOf(app, id)).toBe('stopped');
  const rows = `SELECT count(*) AS rows, epochs_done AS done, max(epochs.epoch) AS highest
    FROM runs JOIN epochs USING (run_id) WHERE public_id = ?`;
  const [after] = queryDatabase<typeof stored>(app.dataDir, rows, id);
  expect(after).toEqual({ rows: after!.done, done: after!.done, highest: after!.done - 1 });
});

test('a killed host leaves its run interrupted with every stored epoch, and its queue continues', async ({
  app,
}) => {
  const id = await launchConfig(app, endlessConfig);
  await seeEpochsGrow(app.page);
  // One or two train at a time, depending on the machine: the rest wait in the queue.
  await launch(app, ...['later-0', 'later-1', 'later-2'].map((name) => ({ ...endlessConfig, name })));
  const [before] = epochsOf(app.dataDir);

  await app.killHost();
  const queued = storedRuns(app.dataDir)
    .filter(({ status }) => status === 'queued')
    .map((run) => run.public_id);
  expect(queued).not.toEqual([]);
  await app.restart();

  await app.open(`/runs/${id}`);
  await expect(app.page.getByRole('main').getByText('Interrupted', { exact: true })).toBeVisible();
  const [after] = epochsOf(app.dataDir);
  expect(after!.rows).toBeGreaterThanOrEqual(before!.rows);
  expect(after).toEqual({ rows: after!.done, done: after!.done, highest: after!.done - 1 });
  const statuses = (): unknown[] => queued.map((waiting) => statusOf(app, waiting));
  await expect.poll(statuses).toContain('running');
  for (const status of statuses()) expect(['running', 'queued']).toContain(status);
});

test('quitting while a run trains keeps it as interrupted, on the desktop after asking', async ({
  app,
  host,
}) => {
  const id = await launchConfig(app, endlessConfig);
  await seeEpochsGrow(app.page);
  if (host === 'desktop') {
    // On macOS the app outlives its window, and is quit from its menu.
    await (isMac ? app.desktop.evaluate((electron) => electron.app.quit(), null) : app.desktop.closeWindow());
    await expect.poll(() => app.desktop.asked()).toEqual(['1 run is training']);
    await seeEpochsGrow(app.page); // it was cancelled
  }
  await app.quit();
  expect(statusOf(app, id)).toBe('interrupted');
});

test.describe('on macOS', () => {
  test.skip(({ host }) => host === 'serve' || !isMac, 'elsewhere the app ends with its last window');

  test('a run keeps training when its window is closed, until the app is quit', async ({ app }) => {
    const id = await launchConfig(app, endlessConfig);
    await seeEpochsGrow(app.page);
    await app.desktop.closeWindow();
    await expect.poll(() => app.page.isClosed()).toBe(true);
    const [before] = epochsOf(app.dataDir);
    await expect.poll(() => epochsOf(app.dataDir)[0]!.rows).toBeGreaterThan(before!.rows);
    expect(await app.desktop.asked()).toEqual([]);
    await app.quit();
    expect(statusOf(app, id)).toBe('interrupted');
  });
});

test('pause holds a run, continue resumes it, stop ends it', aboutPage, async ({ app }) => {
  const id = await launchConfig(app, endlessConfig);
  const main = app.page.getByRole('main');
  await seeEpochsGrow(app.page);
  await main.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.poll(() => statusOf(app, id)).toBe('paused');
  const [held] = epochsOf(app.dataDir);
  await main.getByRole('button', { name: 'Continue', exact: true }).first().click();
  await expect.poll(() => epochsOf(app.dataDir)[0]!.rows).toBeGreaterThan(held!.rows);
  await stopIfLive(app.page);
  await expect.poll(() => statusOf(app, id)).toBe('stopped');
});

test.describe('in a browser', () => {
  test.skip(({ host }) => host === 'desktop', 'the window ends with its host');

  test('a page whose host is gone says so, then that the next one does not know it, and goes on', async ({
    app,
  }) => {
    await app.killHost();
    const banner = app.page.getByRole('alert').filter({ hasText: 'trying again until it answers' });
    await expect(banner).toBeVisible();
    const signedOut = app.page
      .getByRole('alert')
      .filter({ hasText: 'the new link that the terminal printed' });
    await app.restart({
      keepPage: true,
      async beforeSignIn() {
        await expect(signedOut).toBeVisible();
        await expect(banner).toBeHidden();
      },
    });
    await expect(signedOut).toBeHidden();
    await expect(banner).toBeHidden();
    await app.open('/runs/new?preset=chapter-100x64'); // and it is let in again
    await expect(app.page.getByRole('button', { name: 'Train 1 run' })).toBeEnabled();
  });
});
