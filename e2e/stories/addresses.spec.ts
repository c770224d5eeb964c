import { presets } from '#api';
import { expect, test } from '../fixtures/app.ts';

test('Back, reload and a copied link bring back what a run’s page showed', async ({ app }) => {
  const { page } = app;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const { runs } = await app.client.createRuns({ configs: [{ ...presets[0]!.config, epochs: 301 }] });
  await app.open(`/runs/${runs[0]!.id}?zoom=100..200&at=150&hidden=-&tab=layers&view=nothing`);
  const epoch = page.locator('.cell.epoch');
  await expect(page.getByText('301 / 301 epochs')).toBeVisible();
  await expect(epoch).toContainText('150');
  await expect(page.getByRole('tab', { name: 'Layers' })).toHaveAttribute('aria-selected', 'true');

  await page.getByRole('tab', { name: 'Weights' }).click();
  await expect(page).toHaveURL(/zoom=100\.\.200&at=150&hidden=-&tab=layers&view=weights$/);
  await expect(page).toHaveTitle('chapter-100x64 – Lambdascope');
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByText('Nothing to compare yet')).toBeVisible();
  await expect(page).toHaveTitle('Compare – Lambdascope');
  await page.goBack();
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Weights' })).toHaveAttribute('aria-selected', 'true');

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect(page.getByText('Copied a link to this screen.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(
    /^http:\/\/127\.0\.0\.1:\d+\/#\/runs\/\w+\?zoom=100\.\.200&at=150&hidden=-&tab=layers&view=weights&smooth=0$/,
  );
  expect(app.pageErrors).toEqual([]);
});
