import { expect, test } from '../fixtures/app.ts';

test('opens, opens again on the same folder, and starts after a host was killed', async ({ app }) => {
  await test.step('opens, and reports no errors', async () => {
    await expect(app.page).toHaveTitle(/Lambdascope/);
    await expect(app.page.getByRole('main')).toBeVisible();
    for (const route of ['/runs', '/runs/new', '/compare', '/sweeps', '/sweeps/new', '/settings']) {
      await app.open(route);
      await expect(app.page.getByRole('main')).toBeVisible();
    }
    expect(app.pageErrors).toEqual([]);
  });

  await test.step('opens again on the same folder', async () => {
    await app.restart();
    await expect(app.page).toHaveTitle(/Lambdascope/);
    expect(app.pageErrors).toEqual([]);
  });

  await test.step('starts after a host was killed', async () => {
    await app.killHost();
    await app.restart();
    await expect(app.page).toHaveTitle(/Lambdascope/);
  });
});
