import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriousFaults } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/app.ts';

test('the settings of the desktop are kept for the machine, and a browser has none of them', async ({
  app,
  host,
}) => {
  await app.open('/settings');
  await expect(app.page.getByRole('heading', { name: 'Keyboard' })).toBeVisible();
  const heading = app.page.getByRole('heading', { name: 'Desktop', exact: true });
  if (host === 'serve') return expect(heading).toBeHidden();

  // A restart brings another page.
  const acceleration = () => app.page.getByRole('switch', { name: 'Hardware acceleration' });
  const restart = () => app.page.getByRole('button', { name: 'Restart now' });
  await expect(acceleration()).toBeChecked();
  await expect(restart()).toBeHidden();
  await acceleration().click();
  await expect(app.page.getByText('Takes effect at the next start.')).toBeVisible();
  await expect(restart()).toBeVisible();
  await app.page.getByRole('switch', { name: 'Keep the computer awake while training' }).click();
  expect(await seriousFaults(app.page)).toEqual([]);

  await app.restart();
  await app.open('/settings');
  await expect(acceleration()).not.toBeChecked();
  await expect(restart()).toBeHidden();
  const kept: unknown = JSON.parse(readFileSync(join(app.dataDir, 'desktop.json'), 'utf8'));
  expect(kept).toMatchObject({ hardwareAcceleration: false, keepAwake: false });
});
