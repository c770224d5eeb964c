import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { endlessConfig, launchConfig } from '../fixtures/launching.ts';
import { storedRuns } from '../fixtures/database.ts';
import { trainSweep } from '../fixtures/sweeps.ts';

/** In the dark only what depends on colours is looked at: the rest is as it is in the light. */
const rules = { light: [], dark: ['color-contrast', 'link-in-text-block'] };

async function seriousFaults(app: RunningApp, colorScheme: keyof typeof rules): Promise<string[]> {
  const axe = new AxeBuilder({ page: app.page }).setLegacyMode();
  if (rules[colorScheme].length > 0) axe.withRules(rules[colorScheme]);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('no screen has a serious accessibility fault', async ({ app }) => {
      await expect(app.page.getByRole('button', { name: 'Train all 3' })).toBeVisible();
      expect(await seriousFaults(app, colorScheme), 'the empty screen').toEqual([]);

      const id = await launchConfig(app, { ...endlessConfig, epochs: 200 });
      const other = await launchConfig(app, { ...endlessConfig, seed: 1, epochs: 200 });
      await expect
        .poll(() => storedRuns(app.dataDir).map(({ status }) => status))
        .toEqual(['completed', 'completed']);
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
        expect(await seriousFaults(app, colorScheme), route).toEqual([]);
      }
    });

    test('nor has one of sweeps', async ({ app }) => {
      await app.open('/sweeps');
      await expect(app.page.getByRole('button', { name: 'Set up this sweep' })).toBeVisible();
      expect(await seriousFaults(app, colorScheme), 'no sweep yet').toEqual([]);
      await trainSweep(app);
      const route = new URL(app.page.url()).hash.slice(1);
      await expect(app.page.getByRole('progressbar')).toHaveCount(0);
      await app.page.getByRole('treegrid').press('ArrowRight');
      await expect(app.page.getByRole('row', { level: 2 })).toHaveCount(3);
      expect(await seriousFaults(app, colorScheme), 'a sweep').toEqual([]);
      for (const screen of ['/sweeps', '/sweeps/new', `${route}/grid`]) {
        await app.open(screen);
        await expect(app.page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(app.page.getByRole('status')).toHaveCount(0);
        expect(await seriousFaults(app, colorScheme), screen).toEqual([]);
      }
    });
  });
}
