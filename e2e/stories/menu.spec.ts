import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { briefConfig, endlessConfig, launch, trainConfigs } from '../fixtures/launching.ts';

test.skip(({ host }) => host !== 'desktop', 'a browser has its own');

const short = { ...briefConfig, name: 'short' };

/** Whether an entry is enabled, by its id in the menu. */
function isEnabled(app: RunningApp, id: string): Promise<boolean | undefined> {
  return app.desktop.evaluate(
    ({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled,
    id,
  );
}

const zoomOf = (app: RunningApp): Promise<number> =>
  app.desktop.evaluate(
    ({ BrowserWindow }) => Math.round((BrowserWindow.getAllWindows()[0]?.webContents.zoomFactor ?? 0) * 100),
    null,
  );

/** The address that the app believes its page has. */
const placeOf = (app: RunningApp): Promise<string | undefined> =>
  app.desktop.evaluate(({ BrowserWindow }) => {
    const history = BrowserWindow.getAllWindows()[0]?.webContents.navigationHistory;
    return history?.getEntryAtIndex(history.getActiveIndex()).url;
  }, null);

const clipboardOf = (app: RunningApp): Promise<string> =>
  app.desktop.evaluate(({ clipboard }) => clipboard.readText(), null);

/** Clicks an entry of the context menu that a right click opens, once it is open. */
async function chooseBeside(
  page: Page,
  app: RunningApp,
  open: () => Promise<void>,
  label: string,
): Promise<void> {
  await open();
  await page.evaluate(() => 1); // messages caused by the click are sent before this answer
  await app.desktop.clickMenu(label);
}

test('the menu leads to screens, zooms, shows folders, imports, and knows of runs and fields', async ({
  app,
}) => {
  await test.step('leads to the screens, back and forward, by entries, keys and mouse buttons', async () => {
    const { page } = app;
    const at = async (route: RegExp): Promise<void> => {
      await expect(page).toHaveURL(route);
      await expect.poll(() => placeOf(app)).toMatch(route); // the app learns of it a moment after the page
    };
    await expect.poll(() => isEnabled(app, 'newRun')).toBe(true);
    // The start page is not a place to go back to.
    expect(await isEnabled(app, 'back')).toBe(false);
    await app.desktop.clickMenu('New Run');
    await at(/#\/runs\/new/);
    await app.desktop.clickMenu('Compare');
    await at(/#\/compare/);
    await expect.poll(() => isEnabled(app, 'back')).toBe(true);
    expect(await isEnabled(app, 'forward')).toBe(false);
    await app.desktop.clickMenu('Back');
    await at(/#\/runs\/new/);
    await expect.poll(() => isEnabled(app, 'forward')).toBe(true);
    await app.desktop.clickMenu('Forward');
    await at(/#\/compare/);
    const [back, forward] =
      process.platform === 'darwin'
        ? ['Meta+BracketLeft', 'Meta+BracketRight']
        : ['Alt+ArrowLeft', 'Alt+ArrowRight'];
    await page.keyboard.press(back!);
    await at(/#\/runs\/new/);
    await page.keyboard.press(forward!);
    await at(/#\/compare/);
    for (const [button, route] of [
      [3, /#\/runs\/new/],
      [3, /#\/runs$/],
      [4, /#\/runs\/new/],
    ] as const) {
      await page.evaluate((pressed) => {
        const init = { button: pressed, bubbles: true, cancelable: true };
        for (const kind of ['mousedown', 'mouseup']) document.body.dispatchEvent(new MouseEvent(kind, init));
      }, button);
      await at(route);
    }
    expect(app.pageErrors).toEqual([]);
  });

  await test.step('keeps the page when a screen is requested', async () => {
    await expect.poll(() => isEnabled(app, 'settings')).toBe(true);
    await app.page.evaluate(() => Object.assign(window, { before: true }));
    await app.desktop.clickMenu('Runs');
    await app.desktop.clickMenu('Settings…');
    await expect(app.page).toHaveURL(/#\/settings/);
    expect(await app.page.evaluate(() => 'before' in window)).toBe(true); // it is the same document
  });

  await test.step('zooms with every key that says + or -, and says how large the page is', async () => {
    const { page } = app;
    await expect.poll(() => isEnabled(app, 'zoomIn')).toBe(true);
    const steps: [string, number][] = [
      ['ControlOrMeta+Equal', 110],
      ['ControlOrMeta+Shift+Equal', 125],
      ['ControlOrMeta+NumpadAdd', 150],
      ['ControlOrMeta+Minus', 125],
      ['ControlOrMeta+NumpadSubtract', 110],
      ['ControlOrMeta+Digit0', 100],
      ['ControlOrMeta+Minus', 90],
      ['ControlOrMeta+Numpad0', 100],
    ];
    for (const [keys, percent] of steps) {
      await page.keyboard.press(keys);
      await expect.poll(() => zoomOf(app), { message: keys }).toBe(percent);
    }
    await app.desktop.clickMenu('150 %');
    await expect.poll(() => zoomOf(app)).toBe(150);
    const checked = await app.desktop.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('zoom1.5')?.checked,
      null,
    );
    expect(checked).toBe(true);
    expect(await isEnabled(app, 'actualSize')).toBe(true);
    await app.desktop.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.emit('zoom-changed', {}, 'out'), // Ctrl and the wheel
      null,
    );
    await expect.poll(() => zoomOf(app)).toBe(125);
  });

  await test.step('shows folders, and the licences of what is shipped', async () => {
    await expect.poll(() => isEnabled(app, 'newRun')).toBe(true);
    for (const label of ['Show Data Folder', 'Show Logs', 'Licences']) await app.desktop.clickMenu(label);
    await expect
      .poll(async () => (await app.desktop.openedOutside()).map((path) => path.replace(app.dataDir, 'DATA')))
      .toEqual(['DATA', expect.stringMatching(/^DATA.logs$/), expect.stringMatching(/licences\.txt$/)]);
  });

  await test.step('imports a chosen file, and offers it again', async () => {
    const { page } = app;
    const file = join(app.dataDir, 'samples.csv');
    writeFileSync(file, 'a,b,class\n1,2,x\n2,3,y\n3,4,x\n4,5,y\n');
    await expect.poll(() => isEnabled(app, 'importData')).toBe(true);
    await app.desktop.answer({ openPaths: [file] });
    await app.desktop.clickMenu('Import Data…');
    const asked = page.getByRole('dialog').filter({ hasText: 'samples.csv' });
    await expect(asked).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(asked).toHaveCount(0);
    if (process.platform === 'darwin') return; // macOS itself keeps the list of recent files
    await app.desktop.clickMenu('samples.csv');
    await expect(asked).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(asked).toHaveCount(0);
  });

  await test.step('exports what the screen shows, if it shows something', async () => {
    await app.open('/runs');
    await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('Runs');
    await expect.poll(() => isEnabled(app, 'newRun')).toBe(true);
    expect(await isEnabled(app, 'exportRuns')).toBe(false); // there are no runs
    const [id] = await trainConfigs(app, short);
    await expect.poll(() => isEnabled(app, 'exportRuns')).toBe(true);
    await app.open(`/runs/${id}`);
    await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('short');
    const file = await app.saveFile('epochs.csv', () => app.desktop.clickMenu('Export Epochs as CSV…'));
    expect(file).toContain('epochs.csv');
    await app.open('/settings');
    await expect.poll(() => isEnabled(app, 'exportEpochs')).toBe(false);
  });

  await test.step('a field has a field’s menu, even inside a row of runs', async () => {
    await app.open('/runs');
    const { page } = app;
    const filter = page.getByRole('combobox', { name: 'Filter runs' });
    await filter.fill('short');
    await filter.selectText();
    await chooseBeside(page, app, () => filter.click({ button: 'right' }), 'Copy');
    await expect.poll(() => clipboardOf(app)).toBe('short');

    const row = page.getByRole('row', { name: /short/ });
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    const name = page.getByRole('textbox', { name: 'New name of short' });
    await name.fill('renamed');
    await name.selectText();
    await chooseBeside(page, app, () => name.click({ button: 'right' }), 'Cut');
    await expect.poll(() => clipboardOf(app)).toBe('renamed');
    await expect(page.getByRole('menu')).toHaveCount(0); // and not the row's menu as well
    await expect(name).toHaveValue('');
    await page.keyboard.press('Escape');
  });

  await test.step('copies diagnostics that name neither runs nor the person', async () => {
    await app.open('/runs'); // without its filter
    await launch(app, { ...endlessConfig, name: 'a secret name' });
    await expect(app.page.getByText('a secret name').first()).toBeVisible();
    await expect.poll(() => isEnabled(app, 'find')).toBe(true); // the page receives what the menu sends
    await app.desktop.clickMenu('Copy Diagnostics');
    await expect(app.page.getByText(/^Copied versions, settings/)).toBeVisible();
    const text = await clipboardOf(app);
    for (const part of ['## Lambdascope 0.', 'Electron: ', 'Graphics: ', 'keepAwake: true', ' opened ']) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/^(queued|running): 1$/m);
    expect(text).not.toContain('a secret name');
    expect(text).not.toContain(process.env['HOME'] ?? '/home/nobody');
    expect(app.pageErrors).toEqual([]);
  });
});
