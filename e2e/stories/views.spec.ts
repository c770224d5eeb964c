import type { Page } from '@playwright/test';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { queryDatabase } from '../fixtures/database.ts';
import { type Config, trainConfigs } from '../fixtures/launching.ts';
import { chooseInPalette } from '../fixtures/palette.ts';

const names = (app: RunningApp) => app.page.getByRole('grid').getByRole('row').getByRole('link');

/** Five runs with seeds 0 to 4, and the Runs screen. */
async function trainFive(app: RunningApp): Promise<void> {
  const layers: Config['layers'] = [{ kind: 'dense', units: 3 }, { kind: 'softmax' }];
  const configs = [0, 1, 2, 3, 4].map((seed): Config => ({ name: `seed ${seed}`, layers, seed, epochs: 20 }));
  await trainConfigs(app, ...configs);
  await app.open('/runs');
  await expect(names(app)).toHaveCount(5);
}

test('a filter is built by pointing, saved as a view in the rail, found in the palette, and restored', async ({
  app,
}) => {
  await trainFive(app);
  const { page } = app;
  await page.getByRole('button', { name: 'Add filter' }).click();
  await expect(page.getByRole('textbox', { name: 'Field to filter by' })).toBeFocused();
  await page.keyboard.type('seed');
  await page.keyboard.press('Enter');
  await page.getByRole('slider', { name: 'Greatest seed' }).press('ArrowLeft');
  await page.getByRole('slider', { name: 'Least seed' }).press('ArrowRight');
  await expect(names(app)).toHaveText(['seed 3', 'seed 2', 'seed 1']);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'seed between 1 and 3', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'All runs' }).click();
  await page.getByRole('textbox', { name: 'Name of a new view' }).fill('middle seeds');
  await page.keyboard.press('Enter');
  const inRail = page.getByRole('link', { name: 'View middle seeds' });
  await expect(inRail).toHaveAttribute('aria-current', 'page');
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(names(app)).toHaveCount(5);
  await inRail.click();
  await expect(names(app)).toHaveCount(3);

  await page.getByRole('button', { name: /^middle seeds/ }).click();
  await page.getByRole('button', { name: 'Delete middle seeds' }).click();
  await expect(inRail).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(inRail).toBeVisible();
  await app.open('/sweeps');
  await chooseInPalette(page, 'middle', /middle seeds/);
  await expect(names(app)).toHaveText(['seed 3', 'seed 2', 'seed 1']);
});

/** Does something before the host answers a command of the page. */
async function before(page: Page, command: string, act: () => Promise<void>): Promise<void> {
  let done: Promise<void> | null = null;
  await page.route(`**/api/${command}`, async (route) => {
    await done;
    await route.continue();
  });
  await (done = act());
  await page.unrouteAll({ behavior: 'wait' });
}

test('Enter pressed before the choices load takes the first of them once they are there', async ({ app }) => {
  await trainFive(app);
  const { page } = app;
  const enter = async (field: string, text: string): Promise<void> => {
    await expect(page.getByRole('textbox', { name: field })).toBeFocused();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };

  await before(page, 'describeFields', async () => {
    await page.getByRole('button', { name: 'Add filter' }).click();
    await enter('Field to filter by', 'seed');
  });
  await expect(page.getByRole('slider', { name: 'Greatest seed' })).toBeVisible();
  await page.keyboard.press('Escape');

  await app.open('/runs?columns=gap'); // so few columns that the new one is in view
  await before(page, 'describeFields', async () => {
    await page.getByRole('button', { name: 'Columns' }).click();
    await enter('Find a column', 'seed');
    await page.keyboard.press('Escape');
  });
  await expect(page.getByRole('columnheader', { name: 'Seed', exact: true })).toBeVisible();

  await before(page, 'describeFields', async () => {
    await page.getByRole('button', { name: 'Group runs' }).click();
    await page.getByRole('textbox', { name: 'Find a field to group by' }).focus();
    await enter('Find a field to group by', 'seed');
    await page.keyboard.press('Escape');
  });
  await expect(page.getByRole('grid', { name: 'Groups of runs' })).toBeVisible();

  await before(page, 'listRuns', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await enter('Search and commands', 'seed 3');
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('seed 3');
});

test('selected runs are renamed by a pattern, trained again with a change, pinned and archived', async ({
  app,
}) => {
  await trainFive(app);
  const { page } = app;
  const choose = async (label: string): Promise<void> => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: label }).click();
  };
  await page.getByRole('checkbox', { name: 'Select seed 1' }).click();
  await page.getByRole('checkbox', { name: 'Select seed 3' }).click();
  await choose('Rename…');
  await before(page, 'listRuns', async () => {
    await page.getByRole('textbox', { name: 'Pattern' }).fill('{n} of {seed}');
    await page.keyboard.press('Enter');
  });
  const renamed = ['seed 4', '1 of 3', 'seed 2', '2 of 1', 'seed 0'];
  await expect(names(app)).toHaveText(renamed);

  await choose('Train again with a change…');
  await page.getByRole('combobox', { name: 'Change' }).selectOption('epochs');
  await page.getByRole('button', { name: 'Train 2 runs' }).click();
  const epochsOfNew = `SELECT json_extract(config, '$.epochs') AS epochs FROM runs WHERE name LIKE '%, epochs%'`;
  await expect
    .poll(() => queryDatabase(app.dataDir, epochsOfNew))
    .toEqual([{ epochs: 200 }, { epochs: 200 }]);
  await expect(names(app)).toHaveCount(7);

  await choose('Pin');
  await expect(names(app).first()).toHaveText('1 of 3');
  await expect(names(app).nth(1)).toHaveText('2 of 1');
  await choose('Archive');
  await expect(names(app)).toHaveCount(5);
  await expect(page.getByText('2 selected')).toHaveCount(0);
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await expect(names(app)).toHaveText(['1 of 3', '2 of 1']);
});
