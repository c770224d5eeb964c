import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../fixtures/app.ts';
import { newerDatabase } from '../fixtures/database.ts';
import { startToFail, type FailedStart } from '../fixtures/failed-start.ts';
import { realDesktop } from '../fixtures/desktop-under-test.ts';
import { commandLines, startInBrowser } from '../fixtures/browser-launcher.ts';

/** One line that says what is wrong, and a non-zero exit code. */
function expectOneLine({ code, stderr }: FailedStart, what: RegExp): void {
  expect(code).not.toBe(0);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(what);
}

test('a folder that cannot be created', async ({ host }, info) => {
  test.skip(host === 'desktop' && realDesktop() !== null, "Electron's error box waits for a click");
  const file = info.outputPath('file');
  writeFileSync(file, '');
  expectOneLine(await startToFail(host, join(file, 'data')), /file/);
});

test('a file that is not a database stays as it is', async ({ host }, info) => {
  const dataDir = info.outputPath('data');
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'lambdascope.sqlite3');
  writeFileSync(file, 'my diary\n'.repeat(1000));
  expectOneLine(await startToFail(host, dataDir), /lambdascope\.sqlite3/);
  expect(readFileSync(file, 'utf8')).toBe('my diary\n'.repeat(1000));
});

test('a database of a newer version stays as it is', async ({ host }, info) => {
  const dataDir = info.outputPath('data');
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'lambdascope.sqlite3');
  newerDatabase(file);
  const before = readFileSync(file);
  expectOneLine(await startToFail(host, dataDir), /newer Lambdascope/);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a second host on the folder, while the first goes on', async ({ app, host }) => {
  expectOneLine(await startToFail('serve', app.dataDir), /another|already|in use/i);
  await expect(app.page.getByRole('main')).toBeVisible();
  if (host === 'serve') return; // a server is no window to bring to the front
  expect(await startToFail('desktop', app.dataDir)).toEqual({ code: 0, stderr: '' });
  await expect(app.page.getByRole('main')).toBeVisible();
  expect(app.pageErrors).toEqual([]);
});

test('npm start shows the browser a private page, so that no command line contains the link', async ({
  host,
}, info) => {
  test.skip(host === 'desktop' || process.platform !== 'linux', 'only Linux lists command lines in /proc');
  const folder = info.outputPath('browser');
  mkdirSync(folder, { recursive: true });
  const [browser, opened] = [join(folder, 'browser'), join(folder, 'opened')];
  writeFileSync(
    browser,
    `#!/bin/sh\nprintf %s "$1" > '${opened}.part' && mv '${opened}.part' '${opened}'\n`,
    { mode: 0o755 },
  );
  const launcher = await startInBrowser(browser, info.outputPath('data'));
  try {
    await expect.poll(() => existsSync(opened)).toBe(true);
    const given = readFileSync(opened, 'utf8');
    const path = given.startsWith('file:') ? fileURLToPath(given) : given;
    // oxlint-disable-next-line own/portable -- Linux alone
    expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(readFileSync(path, 'utf8')).toContain(`content="0; url=${launcher.link}"`);
    const token = new URL(launcher.link).searchParams.get('token')!;
    expect(commandLines().filter((line) => line.includes(token))).toEqual([]);
    await launcher.quit();
    expect(existsSync(dirname(path))).toBe(false);
  } finally {
    await launcher.quit();
  }
});
