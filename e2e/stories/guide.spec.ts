import { seriousFaults } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/app.ts';

test('the guide opens what it mentions: a run filled in, and the run once it was trained', async ({
  app,
}) => {
  const { page } = app;
  const contents = page.getByRole('navigation', { name: 'Contents of the guide' });
  const title = page.getByRole('heading', { level: 1 });
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Guide' }).click();
  await expect(title).toHaveText('How much regularization does this network need?');
  await contents.getByRole('button', { name: '2. Watch the curves diverge' }).click();
  await expect(contents.getByRole('button', { name: '2. Watch the curves diverge' })).toHaveAttribute(
    'aria-current',
    'location',
  );
  for (const picture of await page.getByRole('article').getByRole('img').all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).not.toBe(0);
  }
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole('link', { name: 'Open guide plain' }).click();
  await expect(page.getByRole('heading', { name: 'guide plain has not been trained yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('guide plain');
  await page.getByRole('textbox', { name: /^Epochs/ }).fill('20');
  await page.getByRole('button', { name: 'Train 1 run' }).click();
  await expect(title).toHaveText('guide plain');

  await app.open('/guide');
  await page.getByRole('link', { name: 'Open guide plain' }).click();
  await expect(title).toHaveText('guide plain');
  await expect(page).toHaveURL(/#\/runs\/[0-9a-z]{10}$/);
  expect(app.pageErrors).toEqual([]);
});
