import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures/app.ts';
import { openQueue, redisProgram, type StoryQueue } from '../fixtures/queue-workers.ts';

test.skip(redisProgram() === null, 'there is no redis-server');
test.use({ ownServer: true }); // it starts with the queue

let queue: StoryQueue;
test.beforeEach(async ({ host }) => {
  queue = await openQueue({ isGiven: host === 'serve' });
});
test.afterEach(() => queue.close());

test.describe('on the desktop', () => {
  test.skip(({ host }) => host === 'serve', 'a server is given its queue when it is started');

  test('an address is tested, used at once and after a restart, and forgotten', async ({ app }) => {
    await app.open('/settings');
    let { page } = app;
    const workers = (): ReturnType<typeof page.getByRole> =>
      page.getByRole('link', { name: 'Workers', exact: true });
    await expect(page.getByRole('heading', { name: 'Workers' })).toBeVisible();
    await expect(workers()).toHaveCount(0);
    const address = page.getByRole('textbox', { name: 'Address of the queue' });
    await address.fill(queue.address.replace(/:[^:@]+@/, ':wrong@'));
    await page.getByRole('button', { name: 'Test' }).click();
    await expect(page.getByText(/rejects the user or the password/)).toBeVisible();
    await address.fill(queue.address);
    await page.getByRole('button', { name: 'Test' }).click();
    await expect(
      page.getByText(/^(Redis|Valkey) [\d.]+ answers in .* No worker is connected yet\.$/),
    ).toBeVisible();
    await expect(workers()).toHaveCount(0);
    await page.getByRole('button', { name: 'Use it' }).click();
    await expect(workers()).toBeVisible();
    // Nothing on the page contains the password.
    expect(await page.content()).not.toContain('correct%20horse');
    await app.open('/runs/new');
    await expect(page.getByRole('radiogroup', { name: 'Train on' })).toBeVisible();

    await app.restart();
    ({ page } = app);
    await expect(workers()).toBeVisible();
    await app.open('/settings');
    await page.getByRole('button', { name: 'Forget…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Forget the queue' }).click();
    await expect(workers()).toHaveCount(0);
    await app.restart();
    await app.open('/settings');
    await expect(app.page.getByRole('heading', { name: 'Workers' })).toBeVisible();
    await expect(app.page.getByRole('link', { name: 'Workers', exact: true })).toHaveCount(0);
  });

  test.describe('with a store of secrets', () => {
    test.use({ hardness: { hasSecretStore: true } });
    test('the address is encrypted with it', async ({ app }) => {
      await app.open('/settings');
      await app.page.getByRole('textbox', { name: 'Address of the queue' }).fill(queue.address);
      await app.page.getByRole('button', { name: 'Use it' }).click();
      await expect(app.page.getByRole('link', { name: 'Workers', exact: true })).toBeVisible();
      expect(readFileSync(join(app.dataDir, 'queue.json'), 'utf8')).toMatch(
        /^\{\s*"sealed": "[^"]+"\s*\}\s*$/,
      );
      await app.restart();
      await expect(app.page.getByRole('link', { name: 'Workers', exact: true })).toBeVisible();
    });
  });
});

test.describe('in a browser', () => {
  test.skip(({ host }) => host === 'desktop', 'the desktop keeps an address of its own');

  test('it shows the queue that it was given, and nothing to change it', async ({ app }) => {
    await app.open('/settings');
    await expect(
      app.page.getByText('It was given by LAMBDASCOPE_QUEUE when Lambdascope was started'),
    ).toBeVisible();
    await expect(app.page.getByText(/^redis:\/\/127\.0\.0\.1:\d+$/)).toBeVisible();
    await expect(app.page.getByRole('textbox', { name: 'Address of the queue' })).toHaveCount(0);
  });
});
