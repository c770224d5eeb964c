import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { presets } from '#api';
import { aboutPage, expect, test, type RunningApp } from '../fixtures/app.ts';
import { endlessConfig, launch, stopIfLive } from '../fixtures/launching.ts';
import { chooseInPalette } from '../fixtures/palette.ts';

const table = [
  'x,y,kind',
  ...Array.from({ length: 40 }, (_, row) => `${row},${row % 7},${'ab'[row % 2]}`),
].join('\n');

/** Drags a file over the page like a file manager does, and drops it unless `name` is null. */
async function drag(
  page: Page,
  name: string,
  phases: readonly ('dragenter' | 'dragover' | 'drop')[],
): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([content, fileName]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content!], fileName!, { type: 'text/csv' }));
      return transfer;
    },
    [table, name] as const,
  );
  for (const phase of phases) await page.dispatchEvent('body', phase, { dataTransfer });
}

/** Opens a link the way a second start of the desktop app reports it. */
const follow = (app: RunningApp, link: string) =>
  app.desktop.evaluate(
    ({ app: electron }, given) =>
      void electron.emit('second-instance', {}, ['lambdascope', given], '/', null),
    link,
  );

test('a file dropped anywhere is imported', aboutPage, async ({ app }) => {
  const { page } = app;
  await app.open('/runs');
  await drag(page, 'kinds.csv', ['dragenter', 'dragover']);
  await expect(page.getByText('Drop files to import them: samples as CSV, or runs')).toBeVisible();
  await drag(page, 'kinds.csv', ['drop']);
  const dialog = page.getByRole('dialog', { name: 'Import kinds.csv' });
  await expect(dialog.getByLabel('Column of classes')).toHaveValue('kind');
  await expect(page.getByText('Drop files to import them: samples as CSV, or runs')).toBeHidden();

  await test.step('while a dialog is open, another file is not taken', async () => {
    await drag(page, 'other.csv', ['dragenter', 'dragover', 'drop']);
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await expect(dialog).toBeVisible();
  });
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page).toHaveURL(/#\/data\?table=/);
  await expect(page.getByRole('article', { name: 'kinds.csv' })).toBeVisible();

  await test.step('anyone writing a config stays there', async () => {
    await app.open('/runs/new');
    await page.getByLabel('Name', { exact: true }).fill('half-way');
    await drag(page, 'again.csv', ['dragenter', 'dragover', 'drop']);
    await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText('Imported kinds.csv: it is among the data to choose from.')).toBeVisible();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('half-way');
  });
  expect(app.pageErrors).toEqual([]);
});

test.describe('on the desktop', () => {
  test.beforeEach(({ host }) => test.skip(host === 'serve', 'a browser opens no files of the system'));

  test('files opened with the app are imported, links show their screens, and the taskbar follows', async ({
    app,
  }, info) => {
    const { page } = app;
    await test.step('files are imported, one after another, and remembered', async () => {
      mkdirSync(info.outputDir, { recursive: true });
      const files = ['a b.csv', 'second.csv'].map((name) => join(info.outputDir, name));
      files.forEach((file, index) => writeFileSync(file, `${table}\n99,${index},a\n`));
      // As reported by a second start, from a file manager.
      await app.desktop.evaluate(
        ({ app: electron }, argv) =>
          void electron.emit('second-instance', {}, ['lambdascope', ...argv], '/', null),
        files,
      );
      for (const name of ['a b.csv', 'second.csv']) {
        const dialog = page.getByRole('dialog', { name: `Import ${name}` });
        await dialog.getByRole('button', { name: 'Import', exact: true }).click();
        await expect(dialog).toBeHidden();
      }
      await expect(page.getByRole('article', { name: 'second.csv' })).toBeVisible();
      await expect(
        page.getByRole('grid', { name: 'Imported tables' }).getByRole('row', { name: /a b\.csv/ }),
      ).toBeVisible();
      const kept: unknown = JSON.parse(readFileSync(join(app.dataDir, 'recent-files.json'), 'utf8'));
      expect(kept).toEqual({ paths: files.toReversed() });
    });

    await test.step('a link shows its screen, and an invalid one is reported', async () => {
      await app.open('/settings');
      await follow(app, 'lambdascope://open/runs?filter=otter');
      await expect(page).toHaveURL(/#\/runs\?filter=otter$/);
      await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible();
      await follow(app, 'lambdascope://open/runs/../../etc');
      await expect(page.getByText('cannot be opened: there is no such screen.')).toBeVisible();
      await expect(page).toHaveURL(/#\/runs\?filter=otter$/);
    });

    await test.step('a copied link shows the same table again', async () => {
      await launch(app, { ...presets[0]!.config, name: 'short', epochs: 5 });
      await app.open('/runs?sort=-seed&columns=seed:pinned,gap:plain');
      const heads = page.getByRole('grid').getByRole('columnheader');
      await expect(heads).toHaveCount(5);
      // The system's clipboard may be in use.
      await page.evaluate(() => {
        navigator.clipboard.writeText = (text) =>
          Promise.resolve(void sessionStorage.setItem('copied', text));
      });
      await chooseInPalette(page, 'Copy link', /^Copy link to this screen/);
      await expect(page.getByText('Copied a link to this screen.')).toBeVisible();
      const link = (await page.evaluate(() => sessionStorage.getItem('copied')))!;
      expect(link).toMatch(/^lambdascope:\/\/open\/runs\?/);
      await app.open('/settings');
      await follow(app, link);
      await expect(heads).toHaveCount(5);
      await expect(heads.filter({ hasText: 'Seed' })).toHaveAttribute('aria-sort', 'descending');
      expect(app.pageErrors).toEqual([]);
    });

    await test.step('a path that nobody opened is not given to the page', async () => {
      const status = await page.evaluate(
        async () => (await fetch('/offered/../../../etc/passwd.csv')).status,
      );
      expect(status).toBe(404);
    });

    // Electron does not tell what the taskbar shows.
    if (app.desktop.tellStandIn === null) return;
    await test.step('the taskbar shows the progress of training', async () => {
      const shown = () =>
        app.desktop.evaluate(
          ({ BrowserWindow }) =>
            (
              BrowserWindow.getAllWindows()[0] as unknown as {
                taskbar: { progress: number; progressMode: string };
              }
            ).taskbar,
          null,
        );
      const [id] = await launch(app, endlessConfig);
      await expect.poll(async () => (await shown()).progressMode).toBe('normal');
      await app.open(`/runs/${id}`);
      await app.client.pauseRuns({ ids: [id!] });
      await expect.poll(async () => (await shown()).progressMode).toBe('paused');
      await stopIfLive(page);
      await expect.poll(async () => (await shown()).progressMode).toBe('none');
    });
  });
});
