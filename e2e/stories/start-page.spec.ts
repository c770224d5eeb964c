import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriousFaults } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/app.ts';
import { newerDatabase } from '../fixtures/database.ts';
import type { DesktopHost } from '../fixtures/desktop-host.ts';
import { realDesktop } from '../fixtures/desktop-under-test.ts';
import { endlessConfig, launchConfig, seeEpochsGrow } from '../fixtures/launching.ts';
import { holdLock, startDesktop } from '../fixtures/start-page.ts';

test.beforeEach(({ host }) => test.skip(host === 'serve', 'a server has no window'));

/** The test's own data folder. */
function makeFolder(info: { outputPath(name: string): string }): string {
  const dataDir = info.outputPath('data');
  mkdirSync(dataDir, { recursive: true });
  return dataDir;
}

async function seesApp({ page }: DesktopHost): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
}

test('another Lambdascope, then a file that is not a database, are reported in the window until they are gone', async ({}, info) => {
  const dataDir = makeFolder(info);
  const file = join(dataDir, 'lambdascope.sqlite3');
  const close = holdLock(dataDir, 'host', 4711);
  const desktop = await startDesktop(dataDir);
  const { page } = desktop;
  await expect(page.getByRole('alert')).toContainText(
    'Another Lambdascope (process 4711) is already open on',
  );
  close();
  writeFileSync(file, 'my diary\n'.repeat(1000));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading')).toHaveText('The history could not be opened');
  await expect(page.getByRole('alert')).toHaveText(
    `${file} is not an SQLite database; move it away or choose another folder.`,
  );
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFaults(page)).toEqual([]);
  }
  // A different problem, so that a retry is noticeable.
  rmSync(file);
  newerDatabase(file);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toContainText('newer Lambdascope');

  rmSync(file);
  await page.getByRole('button', { name: 'Try again' }).click();
  await seesApp(desktop);
  await expect.poll(() => page.evaluate(() => history.length)).toBe(1); // no way back to the start page
  await desktop.quit();
});

test('a folder that cannot be created is reported in the window, which can be quit', async ({}, info) => {
  const file = join(makeFolder(info), 'file');
  writeFileSync(file, '');
  const desktop = await startDesktop(join(file, 'data'));
  await expect(desktop.page.getByRole('alert')).toContainText(join(file, 'data'));
  await desktop.page.getByRole('button', { name: 'Quit' }).click();
  await expect.poll(() => desktop.page.isClosed()).toBe(true);
});

test('the window has the theme of the page and says what it waits for, is quit at once all the same, and goes on by itself', async ({
  app,
}) => {
  await app.client.setPreference({ key: 'theme', value: 'dark' });
  const { dataDir } = app;
  await expect
    .poll(() => app.desktop.evaluate(({ nativeTheme }) => nativeTheme.themeSource, null))
    .toBe('dark');
  await app.quit();

  const letGo = holdLock(dataDir, 'opening', 4711);
  const waiting = await startDesktop(dataDir);
  await expect(waiting.page.getByRole('heading')).toHaveText('Waiting for another program');
  expect(await waiting.evaluate(({ nativeTheme }) => nativeTheme.themeSource, null)).toBe('dark');
  await waiting.quit(); // otherwise it would wait a minute for the lock

  const desktop = await startDesktop(dataDir);
  const { page } = desktop;
  await expect(page.getByRole('heading')).toHaveText('Waiting for another program');
  await expect(page.getByRole('status')).toContainText(
    /^Process 4711 is opening, updating or compacting this history, since \d\d:\d\d/,
  );
  await expect(page.getByRole('progressbar')).toBeVisible();
  letGo();
  await seesApp(desktop);
  await desktop.quit();
});

test('a window whose first paint never comes is shown all the same', async ({}, info) => {
  test.skip(realDesktop() !== null, 'no API of Electron keeps a page from painting');
  const desktop = await startDesktop(makeFolder(info), { neverReadyToShow: true });
  const isVisible = (): Promise<boolean> =>
    desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false, null);
  await expect.poll(isVisible).toBe(true);
  await desktop.quit();
});

test('a page that dies comes back while runs train, but twice within a minute the user is asked', async ({
  app,
}) => {
  await launchConfig(app, endlessConfig);
  await seeEpochsGrow(app.page);
  const crash = (): Promise<void> =>
    app.desktop.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
      null,
    );
  await crash();
  const back = await app.desktop.nextPage();
  await seeEpochsGrow(back); // on the screen where it was
  await expect(back.getByText('The window stopped working and was reloaded.')).toBeVisible();
  expect(await app.desktop.asked()).toEqual([]);
  await crash();
  await seeEpochsGrow(await app.desktop.nextPage());
  expect(await app.desktop.asked()).toEqual(['The window stopped working twice within a minute']);
});
