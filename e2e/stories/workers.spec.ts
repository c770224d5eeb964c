import { seriousFaults } from '../fixtures/accessibility.ts';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { completes, endlessConfig } from '../fixtures/launching.ts';
import { openQueue, redisProgram, type StoryQueue } from '../fixtures/queue-workers.ts';

test.skip(redisProgram() === null, 'there is no redis-server');
test.use({ ownServer: true }); // it starts with the queue

let queue: StoryQueue;
// Before the app fixture is requested, which starts it.
test.beforeEach(async () => {
  queue = await openQueue();
});
test.afterEach(() => queue.close());

async function faultsOf({ page }: RunningApp): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    faults.push(...(await seriousFaults(page)));
  }
  return faults;
}

test('a run waits for a worker, which trains it, and is drained', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Workers' }).click();
  await expect(page.getByRole('heading', { name: 'No worker is connected' })).toBeVisible();
  expect(await faultsOf(app), 'no worker').toEqual([]);

  await app.open('/runs/new');
  await page.getByRole('textbox', { name: 'Epochs', exact: true }).fill('200');
  await page.getByRole('radio', { name: 'Workers', exact: true }).click();
  await expect(page.getByText('No worker is connected: runs wait')).toBeVisible();
  await page.getByRole('button', { name: 'Train 1 run' }).click();
  await expect(page).toHaveURL(/#\/runs\/[0-9a-z]{10}$/);
  const id = page.url().split('/').at(-1)!;
  const { name, status } = await app.client.getRun({ id });
  expect(status).toBe('queued');

  const worker = await queue.startWorker('attic');
  await completes(app, id);
  await page.getByRole('tab', { name: 'Environment' }).click();
  const stints = page.getByRole('table', { name: 'Who trained it' });
  await expect(stints.getByRole('row', { name: /^attic .* ended$/ })).toBeVisible();

  await app.open('/workers');
  const row = page.getByRole('table', { name: 'Workers' }).getByRole('row', { name: /^attic/ });
  await expect(row).toContainText('0 of 1');
  await expect(page.getByText('1 worker trained 1 run.')).toBeVisible();
  await page.getByRole('application', { name: /^Who trained what when/ }).press('ArrowRight');
  await expect(page.getByText(new RegExp(`^${name}, attic, on .*, ended$`))).toBeAttached();
  expect(await faultsOf(app), 'one worker').toEqual([]);

  await row.getByRole('button', { name: 'Actions on attic' }).click();
  await page.getByRole('menuitem', { name: /^Drain/ }).click();
  expect(await worker.left).toBe(0);
  await expect(page.getByRole('heading', { name: 'No worker is connected' })).toBeVisible();
  expect(app.pageErrors).toEqual([]);
});

test('a run whose worker is killed continues on another, and the timeline shows it', async ({ app }) => {
  const { page } = app;
  const attic = await queue.startWorker('attic');
  const { runs } = await app.client.createRuns({ configs: [endlessConfig], place: 'workers' });
  const { id } = runs[0]!;
  const epochsDone = async (): Promise<number> => (await app.client.getRun({ id })).epochsDone;
  await expect.poll(epochsDone).toBeGreaterThan(0);
  await app.open('/workers');
  const rowOf = (name: string) =>
    page.getByRole('table', { name: 'Workers' }).getByRole('row', { name: new RegExp(`^${name}`) });
  await expect(rowOf('attic').getByRole('link', { name: 'endless' })).toBeVisible();
  await queue.startWorker('lab');
  await attic.kill();
  const before = await epochsDone();
  await expect(rowOf('attic')).toHaveCount(0, { timeout: 40_000 });
  await expect(rowOf('lab').getByRole('link', { name: 'endless' })).toBeVisible();
  await expect.poll(epochsDone).toBeGreaterThan(before);
  await expect(page.getByText('1 run lost its worker; it went on elsewhere.')).toBeVisible();
  await app.client.stopRuns({ ids: [id] });

  await page.getByRole('button', { name: 'Actions on lab' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove worker' }).click();
  await expect(rowOf('lab')).toHaveCount(0);
});
