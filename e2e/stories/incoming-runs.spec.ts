import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { aboutPage, expect, test, type RunningApp } from '../fixtures/app.ts';
import { type Config, trainConfigs } from '../fixtures/launching.ts';

const names = (app: RunningApp) => app.page.getByRole('grid').getByRole('row').getByRole('link');

/** Two runs, and the tables that the app saves of them. */
async function trainAndExport(app: RunningApp) {
  const layers: Config['layers'] = [{ kind: 'dense', units: 3 }, { kind: 'softmax' }];
  const ids = await trainConfigs(app, { name: 'theirs', layers, epochs: 20 });
  await app.open('/runs');
  const files: string[] = [];
  for (const [name, entry] of [
    ['runs.csv', 'All columns, CSV'],
    ['epochs.csv', 'Every epoch, CSV'],
  ] as const) {
    const save = async (): Promise<void> => {
      await app.page.getByRole('button', { name: 'Export all that are listed' }).click();
      await app.page.getByRole('menuitem', { name: entry }).click();
    };
    files.push(await app.saveFile(name, save));
  }
  await app.client.trashRuns({ ids });
  await app.client.emptyTrash({ ids });
  await expect(app.page.getByText('No runs yet.')).toBeVisible();
  return files;
}

/** Drops files anywhere on the page, like a file manager does. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const given = files.map((file) => [basename(file), readFileSync(file, 'utf8')] as const);
  const dataTransfer = await page.evaluateHandle((texts) => {
    const transfer = new DataTransfer();
    for (const [name, text] of texts) transfer.items.add(new File([text], name));
    return transfer;
  }, given);
  for (const phase of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', phase, { dataTransfer });
  }
}

test(
  'dropped runs are imported, and this can be undone after the app was closed',
  aboutPage,
  async ({ app }) => {
    const files = await trainAndExport(app);
    await drop(app.page, files);
    const dialog = app.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Import 1 run' }).click();
    await expect(names(app)).toHaveText(['theirs']);
    expect(app.pageErrors).toEqual([]);

    await app.restart();
    await app.open('/runs');
    await expect(names(app)).toHaveText(['theirs']);
    await app.page.keyboard.press('ControlOrMeta+z');
    await expect(app.page.getByText('Nothing to undo: of what was done to runs')).toBeVisible();
    await app.page.getByRole('button', { name: 'Import runs…' }).click();
    await app.page.getByRole('button', { name: 'Undo import of runs.csv, epochs.csv' }).click();
    const question = app.page.getByRole('alertdialog');
    await expect(question).toContainText('1 run that came with it will be deleted for good');
    await question.getByRole('button', { name: 'Delete 1 run' }).click();
    await expect(app.page.getByRole('region', { name: 'Earlier imports' })).toBeHidden();
    await app.page.keyboard.press('Escape');
    await expect(app.page.getByText('No runs yet.')).toBeVisible();
  },
);

test(
  'a path named by the page becomes the name of the import, and is never opened',
  aboutPage,
  async ({ app }) => {
    const path = join(app.dataDir, 'lambdascope.sqlite3');
    const begun = await app.client.beginRunImport({ name: path });
    await app.client.pushRunImport({ ...begun, file: path, bytes: new Uint8Array() });
    const refused = app.client.planRunImport({
      ...begun,
      choice: { filter: '', conflicts: 'leaveOut', metrics: {} },
    });
    await expect(refused).rejects.toThrow(`nothing in ${path} can be imported`);
  },
);

test.describe('on the desktop', () => {
  test.beforeEach(({ host }) => test.skip(host === 'serve', 'a browser asks by itself where a file goes'));

  test('an export never replaces the history, and says so', async ({ app }) => {
    const layers: Config['layers'] = [{ kind: 'dense', units: 3 }, { kind: 'softmax' }];
    await trainConfigs(app, { name: 'kept', layers, epochs: 20 });
    await app.open('/runs');
    await app.desktop.answer({ savePath: join(app.dataDir, 'lambdascope.sqlite3') });
    await app.page.getByRole('button', { name: 'Export all that are listed' }).click();
    await app.page.getByRole('menuitem', { name: 'All columns, CSV' }).click();
    await expect(app.page.getByRole('alert')).toContainText('it belongs to the history in');
    await app.restart();
    await app.open('/runs');
    await expect(names(app)).toHaveText(['kept']);
  });
});
