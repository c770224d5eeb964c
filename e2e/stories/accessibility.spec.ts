import { seriousFaults } from '../fixtures/accessibility.ts';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { briefConfig, trainConfigs } from '../fixtures/launching.ts';
import { trainSweep } from '../fixtures/sweeps.ts';

/** What a theme can get wrong; the rest is the same document in both. */
const rulesOfColor = ['color-contrast', 'link-in-text-block'];

/** Faults of the screen in its current state, in both themes: one way there, two looks. */
async function faultsOf({ page }: RunningApp): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    const found = await seriousFaults(page, colorScheme === 'dark' ? rulesOfColor : undefined);
    faults.push(...found.map((fault) => `${colorScheme}, ${fault}`));
  }
  return faults;
}

test('what a button is called is told to the pointer and to the keyboard, one button at a time', async ({
  app: { page },
}) => {
  const explore = page.getByRole('link', { name: 'Explore' });
  const settings = page.getByRole('link', { name: 'Settings' });
  const tip = page.getByRole('tooltip');
  await explore.hover();
  await expect(tip).toHaveText('Explore');
  await expect(explore).toHaveAccessibleDescription('Explore');
  await settings.focus();
  await expect(tip).toHaveText('Settings');
  await expect(explore).toHaveAccessibleDescription('');
  await expect(settings).toHaveAccessibleDescription('Settings');
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);
  await expect(settings).toHaveAccessibleDescription('');
});

test.slow(); // every screen is checked twice

test('no screen has a serious accessibility fault', async ({ app }) => {
  await expect(app.page.getByRole('button', { name: 'Train all 3' })).toBeVisible();
  expect(await faultsOf(app), 'the empty screen').toEqual([]);

  const [id, other] = await trainConfigs(
    app,
    { ...briefConfig, epochs: 200 },
    { ...briefConfig, seed: 1, epochs: 200 },
  );
  const routes = [
    '/runs',
    `/runs/${id}`,
    `/compare?runs=${id},${other}`,
    '/runs/new?preset=chapter-100x64',
    `/runs/new?fork=${id}&at=100`,
    '/data',
    '/settings',
  ];
  for (const route of routes) {
    await app.open(route);
    await expect(app.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(app.page.getByRole('progressbar')).toHaveCount(0);
    expect(await faultsOf(app), route).toEqual([]);
  }
});

test('and no screen of sweeps has one', async ({ app }) => {
  await app.open('/sweeps');
  await expect(app.page.getByRole('button', { name: 'Set up this sweep' })).toBeVisible();
  expect(await faultsOf(app), 'no sweep yet').toEqual([]);
  await trainSweep(app);
  const route = new URL(app.page.url()).hash.slice(1);
  await expect(app.page.getByRole('progressbar')).toHaveCount(0);
  await app.page.getByRole('treegrid').press('ArrowRight');
  await expect(app.page.getByRole('row', { level: 2 })).toHaveCount(3);
  expect(await faultsOf(app), 'a sweep').toEqual([]);
  for (const screen of ['/sweeps', '/sweeps/new', `${route}/grid`]) {
    await app.open(screen);
    await expect(app.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(app.page.getByRole('status')).toHaveCount(0);
    expect(await faultsOf(app), screen).toEqual([]);
  }
});
