import { expect, test } from '../fixtures/app.ts';

test('opens, and says nothing in errors', async ({ app }) => {
  await expect(app.page).toHaveTitle(/Lambdascope/);
  await expect(app.page.getByRole('main')).toBeVisible();
  for (const route of ['/runs', '/runs/new', '/compare', '/sweeps', '/sweeps/new', '/settings']) {
    await app.open(route);
    await expect(app.page.getByRole('main')).toBeVisible();
  }
  expect(app.pageErrors).toEqual([]);
});

test('opens again on the same folder', async ({ app }) => {
  await app.restart();
  await expect(app.page).toHaveTitle(/Lambdascope/);
  expect(app.pageErrors).toEqual([]);
});

test('starts after a host that was killed', async ({ app }) => {
  await app.killHost();
  await app.restart();
  await expect(app.page).toHaveTitle(/Lambdascope/);
});
