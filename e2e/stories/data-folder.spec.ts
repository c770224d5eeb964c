import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { seriousFaults } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/app.ts';
import { queryDatabase } from '../fixtures/database.ts';
import { realDesktop } from '../fixtures/desktop-under-test.ts';
import { userHome, type HomeDesktop } from '../fixtures/home-desktop.ts';
import { briefConfig, endlessConfig, epochsShown } from '../fixtures/launching.ts';

// The folder of the history, if nobody names one: it can be moved, and is never mistaken for another.

test.beforeEach(({ host }) => {
  test.skip(host === 'serve', 'only the desktop moves it');
  test.skip(process.platform !== 'linux' || realDesktop() !== null, 'where the stand-in finds a home');
});

const rowsIn = (dataDir: string): number =>
  queryDatabase<{ rows: number }>(dataDir, 'SELECT count(*) AS rows FROM epochs')[0]!.rows;

/** Shows a screen of an app whose history is open. */
async function open({ page }: HomeDesktop, route: string): Promise<void> {
  await page.waitForURL(({ pathname }) => pathname === '/index.html');
  await page.evaluate((hash) => (location.hash = hash), route);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('it is moved with everything in it; training continues there, and the command line follows', async ({}, info) => {
  const home = userHome(info.outputPath('home'));
  const to = info.outputPath('new place');
  mkdirSync(to, { recursive: true });
  let app = await home.start();
  await open(app, '/runs');
  const { runs } = await app.client.createRuns({ configs: [endlessConfig] });
  const { id } = runs[0]!;
  await open(app, `/runs/${id}`);
  await expect.poll(() => epochsShown(app.page)).toBeGreaterThan(2);

  await open(app, '/settings');
  await app.choose(null, () => button(app.page, 'Move…').click());
  await expect(app.page.getByRole('dialog')).toBeHidden();
  await app.choose(home.folder, () => button(app.page, 'Move…').click());
  const dialog = app.page.getByRole('dialog', { name: 'Move the history' });
  await expect(dialog.getByRole('alert')).toContainText(`The history is in ${home.folder} already`);
  await app.choose(to, () => button(app.page, 'Choose another folder…').click());
  await expect(dialog).toContainText(to);
  await expect(dialog).toContainText(
    'The run that is training is interrupted for this and goes on afterwards.',
  );
  expect(await seriousFaults(app.page)).toEqual([]);
  await button(app.page, 'Move and restart').click();
  await app.ended;

  app = await home.start();
  await open(app, `/runs/${id}`);
  const moved = rowsIn(home.folder);
  await expect.poll(() => epochsShown(app.page)).toBeGreaterThan(moved);
  expect(rowsIn(home.folder)).toBe(moved);
  expect(JSON.parse(home.cli('list', '--json'))).toMatchObject([{ id, status: 'running' }]);
  expect(readFileSync(join(home.folder, 'moved-to.txt'), 'utf8')).toContain(`\n${to}\n`);

  await open(app, '/settings');
  await expect(app.page.getByText(to, { exact: true })).toBeVisible();
  await button(app.page, 'Delete…').click();
  await button(app.page, 'Move it to the trash').click();
  await expect(app.page.getByText(/^The old copy in .+ is in the trash\.$/)).toBeVisible();
  await expect(button(app.page, 'Delete…')).toBeHidden();
  expect(existsSync(join(home.folder, 'lambdascope.sqlite3'))).toBe(false);
  await app.quit();
  expect(rowsIn(to)).toBeGreaterThan(moved);
});

test('a move that cannot be finished says why, and is undone', async ({}, info) => {
  const home = userHome(info.outputPath('home'));
  const to = info.outputPath('new place');
  mkdirSync(to, { recursive: true });
  let app = await home.start();
  await open(app, '/settings');
  await app.choose(to, () => button(app.page, 'Move…').click());
  await button(app.page, 'Move and restart').click();
  await app.ended;
  writeFileSync(join(to, 'thesis.tex'), 'in the way');

  app = await home.start();
  const failure = app.page.getByRole('alert');
  await expect(app.page.getByRole('heading', { name: 'The history could not be moved' })).toBeVisible();
  await expect(failure).toContainText(`${to} is not empty: it contains thesis.tex, but no history`);
  expect(await seriousFaults(app.page)).toEqual([]);
  await button(app.page, 'Cancel the move').click();
  await open(app, '/settings');
  await expect(app.page.getByText(home.folder, { exact: true })).toBeVisible();
  await app.quit();
});

test('a missing folder is waited for, and no empty history takes its place', async ({}, info) => {
  const home = userHome(info.outputPath('home'));
  const [away, there] = [info.outputPath('away'), info.outputPath('disk')];
  let app = await home.start();
  await open(app, '/runs');
  const { runs } = await app.client.createRuns({ configs: [briefConfig] });
  await expect
    .poll(() => queryDatabase(home.folder, `SELECT 1 FROM runs WHERE status = 'completed'`))
    .toHaveLength(1);
  mkdirSync(there);
  await open(app, '/settings');
  await app.choose(there, () => button(app.page, 'Move…').click());
  await button(app.page, 'Move and restart').click();
  await app.ended;
  app = await home.start();
  await open(app, '/runs');
  await app.quit();
  renameSync(there, away);

  app = await home.start();
  await expect(app.page.getByRole('alert')).toContainText(
    `The history was moved to ${there}, which is not there now; connect or mount its disk`,
  );
  await button(app.page, 'Try again').click();
  await expect(app.page.getByRole('alert')).toContainText('is not there now');
  await app.choose(home.folder, () => button(app.page, 'Choose another folder…').click()); // the copy that was left behind
  await expect(app.page.getByRole('alert')).toContainText('is not there now');
  await app.choose(away, () => button(app.page, 'Choose another folder…').click());
  await open(app, `/runs/${runs[0]!.id}`);
  await expect(app.page.getByRole('main').getByText('Completed', { exact: true })).toBeVisible();
  await app.quit();
  expect(JSON.parse(home.cli('list', '--json'))).toMatchObject([{ id: runs[0]!.id }]);
  expect(existsSync(there)).toBe(false);
});
