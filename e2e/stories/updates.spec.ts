import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import {
  metadataOf,
  serveReleases,
  type ReleaseServer,
} from '../../electron/main/updates/release-server.fixture.ts';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { realDesktop } from '../fixtures/desktop-under-test.ts';
import { storedRuns } from '../fixtures/database.ts';
import { endlessConfig, launchConfig, seeEpochsGrow } from '../fixtures/launching.ts';

// The app here is built from source, and told where its releases are. For the story, what it installs is an AppImage that is really a
// script.
test.skip(({ host }) => host !== 'desktop', 'a served page is updated with its host');
test.skip(realDesktop()?.kind === 'packaged', 'a packaged app asks its own releases');
test.skip(process.platform !== 'linux', 'the installers of other systems cannot be played');

let folder: string;
let server: ReleaseServer;
const given = { ...process.env };
const variables = ['LAMBDASCOPE_UPDATE_FEED', 'APPIMAGE', 'XDG_CACHE_HOME'] as const;
const at = (name: string): string => join(folder, name);
const script = Buffer.from(`#!/bin/sh\necho "$@" > "$(dirname "$0")/started"\n# ${'x'.repeat(3_000_000)}\n`);
const imageName = 'Lambdascope-9.0.0-linux-x86_64.AppImage';
const feedName = process.arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${process.arch}.yml`;
const notes = '- Sweeps over <b>dropout</b>\n- <img src=x onerror="document.title=1">';

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lambdascope-release-'));
  server = await serveReleases();
  server.files[feedName] = metadataOf('9.0.0', imageName, script, notes);
  server.files[imageName] = script;
  writeFileSync(
    at('app-update.yml'),
    `provider: generic\nurl: ${server.url}\nupdaterCacheDirName: updates\n`,
  );
  writeFileSync(at('Lambdascope.AppImage'), 'the old one');
  // The app, which is started after this, knows where its releases are.
  process.env.LAMBDASCOPE_UPDATE_FEED = at('app-update.yml');
  process.env.XDG_CACHE_HOME = at('cache');
  process.env.APPIMAGE = at('Lambdascope.AppImage');
});
test.afterEach(async () => {
  for (const name of variables) {
    if (given[name] === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = given[name];
  }
  await server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

const bannerOf = ({ page }: RunningApp): Locator => page.getByRole('region', { name: 'Update' });

async function decline(banner: Locator): Promise<void> {
  await banner.getByRole('button', { name: 'Don’t check' }).click();
  await expect(banner).toBeHidden();
}

async function checkNow(app: RunningApp): Promise<void> {
  await app.open('/settings');
  await app.page.getByRole('button', { name: 'Check now' }).click();
}

test('asks before it looks for newer versions, says what is new as plain text, and keeps what is chosen', async ({
  app,
}) => {
  const banner = bannerOf(app);
  await expect(banner).toContainText('Check for updates once a day?');
  await decline(banner);
  expect(server.asked).toEqual([]);
  await checkNow(app);
  await expect(banner).toContainText('Lambdascope 9.0.0 is available');
  await banner.getByRole('button', { name: 'What’s new' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'New in Lambdascope 9.0.0' });
  await expect(dialog).toContainText('- Sweeps over <b>dropout</b>');
  await expect(dialog).toContainText('<img src=x onerror=');
  await app.page.keyboard.press('Escape');
  await banner.getByRole('button', { name: 'Skip this version' }).click();
  await expect(banner).toBeHidden();
  expect(JSON.parse(readFileSync(join(app.dataDir, 'updates.json'), 'utf8'))).toEqual({ skipped: '9.0.0' });

  server.files[feedName] = metadataOf('0.0.1', imageName, script);
  await checkNow(app);
  await expect(banner).toContainText('is up to date');
  server.files[feedName] = '<html>not found</html>: [';
  await checkNow(app);
  await expect(banner).toContainText('Could not check for updates. The release server’s description');
  await banner.getByRole('button', { name: 'Dismiss' }).click();
  await expect(banner).toBeHidden();

  const asked = server.asked.length;
  await app.restart();
  await app.open('/settings');
  const daily = app.page.getByRole('switch', { name: 'Check for updates once a day' });
  await expect(daily).not.toBeChecked();
  await expect(app.page.getByRole('region', { name: 'Update' })).toBeHidden();
  await daily.click();
  await expect(daily).toBeChecked();
  expect(server.asked).toHaveLength(asked);
  expect(app.pageErrors).toEqual([]);
});

test('a download can be cancelled, and started again', async ({ app }) => {
  server.files[imageName] = (_request, response) => {
    response.writeHead(200, { 'content-length': script.length });
    response.write(script.subarray(0, 1_500_000));
  };
  const banner = bannerOf(app);
  await decline(banner);
  await checkNow(app);
  await banner.getByRole('button', { name: 'Download' }).click();
  await expect(banner.getByRole('progressbar')).toBeVisible();
  await expect.poll(() => server.underWay()).toBe(1);
  await banner.getByRole('button', { name: 'Cancel' }).click();
  await expect(banner).toBeHidden();
  await expect.poll(() => server.underWay()).toBe(0);

  server.files[imageName] = Buffer.from(script).fill('y', 1000, 2000);
  await checkNow(app);
  await banner.getByRole('button', { name: 'Download' }).click();
  await expect(banner).toContainText(
    'Lambdascope 9.0.0 was not downloaded. The downloaded file is not the one',
  );
  server.files[imageName] = script;
  await banner.getByRole('button', { name: 'Try again' }).click();
  await expect(banner).toContainText('Lambdascope 9.0.0 is ready. It is installed when you quit.');
  expect(readFileSync(at('Lambdascope.AppImage'), 'utf8')).toBe('the old one');

  // A waiting update is installed on quitting, in whatever way, and not started.
  await banner.getByRole('button', { name: 'Later' }).click();
  await app.quit();
  expect(readFileSync(at('Lambdascope.AppImage')).equals(script)).toBe(true);
  expect(existsSync(at('started'))).toBe(false);
  expect(app.pageErrors).toEqual([]);
});

test('installs and starts the new version once every epoch is stored', async ({ app }) => {
  const banner = bannerOf(app);
  await decline(banner);
  await checkNow(app);
  await banner.getByRole('button', { name: 'Download' }).click();
  await expect(banner).toContainText('is ready');
  const id = await launchConfig(app, endlessConfig);
  await seeEpochsGrow(app.page);

  const install = banner.getByRole('button', { name: 'Restart and install' });
  await install.click(); // the question whether to quit is cancelled
  await expect.poll(() => app.desktop.asked()).toContain('1 run is training');
  await seeEpochsGrow(app.page);
  expect(readFileSync(at('Lambdascope.AppImage'), 'utf8')).toBe('the old one');

  await app.desktop.answer({ messageBox: 'agree' });
  await install.click();
  await expect
    .poll(() => existsSync(at('started')) && readFileSync(at('started'), 'utf8'))
    .toContain(`--user-data-dir=${app.dataDir}`);
  // The new process appears a moment before the old one has written to its log and is gone.
  await expect
    .poll(() => readFileSync(join(app.dataDir, 'logs/lambdascope.log'), 'utf8'))
    .toMatch(/ closed\n.* installing the new version, and starting it\n/);
  await app.killHost();
  expect(readFileSync(at('Lambdascope.AppImage')).equals(script)).toBe(true);
  expect(storedRuns(app.dataDir).find((run) => run.public_id === id)?.status).toBe('interrupted');
});

test('what cannot be installed leaves the app as it was, and ends it all the same', async ({ app }) => {
  const banner = bannerOf(app);
  await decline(banner);
  await checkNow(app);
  await banner.getByRole('button', { name: 'Download' }).click();
  await expect(banner).toContainText('is ready');
  rmSync(at('cache'), { recursive: true, maxRetries: 10 });
  const gone = expect(app.desktop.evaluate(() => new Promise(() => undefined), null)).rejects.toThrow();
  await banner.getByRole('button', { name: 'Restart and install' }).click();
  await gone;
  expect(readFileSync(at('Lambdascope.AppImage'), 'utf8')).toBe('the old one');
  await expect
    .poll(() => readFileSync(join(app.dataDir, 'logs/lambdascope.log'), 'utf8'))
    .toMatch(/ closed\n.*\n.* the installation failed: /);
  await app.killHost(); // it is gone already
});

test.describe('not as an AppImage', () => {
  test.beforeEach(() => void Reflect.deleteProperty(process.env, 'APPIMAGE'));

  test('if it cannot replace itself it says so before anything is downloaded', async ({ app }) => {
    const banner = bannerOf(app);
    await decline(banner);
    await app.desktop.clickMenu('Check for Updates…');
    await expect(banner).toContainText('only an AppImage updates itself');
    await expect(banner.getByRole('button', { name: 'Download' })).toBeHidden();
    await banner.getByRole('button', { name: 'Open release page' }).click();
    await expect
      .poll(() => app.desktop.openedOutside())
      .toEqual(['https://github.com/lambdascope/lambdascope/releases/latest']);
    expect(server.asked.map(({ path }) => path)).toEqual([feedName]);
    expect(readdirSync(folder)).not.toContain('started');
  });
});
