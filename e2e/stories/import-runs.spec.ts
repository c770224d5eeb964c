import { readFileSync } from 'node:fs';
import { seriousFaults } from '../fixtures/accessibility.ts';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { chooseFiles } from '../fixtures/choose-files.ts';
import { copyDatabase } from '../fixtures/database.ts';
import { type Config, trainConfigs } from '../fixtures/launching.ts';

const names = (app: RunningApp) => app.page.getByRole('grid').getByRole('row').getByRole('link');
const dialogOf = (app: RunningApp) => app.page.getByRole('dialog');

/** Opens the import dialog and chooses files in it. */
async function choose(app: RunningApp, files: Parameters<typeof chooseFiles>[1]) {
  await app.page.getByRole('button', { name: 'Import runs…' }).click();
  await chooseFiles(app.page.getByRole('button', { name: 'Choose files…' }), files);
}

/** Deletes what is listed for good. */
async function deleteAll(app: RunningApp, ids: readonly string[]): Promise<void> {
  await app.client.trashRuns({ ids: [...ids] });
  await app.client.emptyTrash({ ids: [...ids] });
}

async function exportListed(app: RunningApp, table: 'runs' | 'epochs'): Promise<string> {
  const entry = table === 'runs' ? 'All columns, CSV' : 'Every epoch, CSV';
  return app.saveFile(`${table}.csv`, async () => {
    await app.page.getByRole('button', { name: 'Export all that are listed' }).click();
    await app.page.getByRole('menuitem', { name: entry }).click();
  });
}

test('a history from elsewhere: compared, imported, undone, and as tables', async ({ app }) => {
  const { page } = app;
  const layers: Config['layers'] = [
    { kind: 'dense', units: 4, weightRegularizerL2: 1e-4 },
    { kind: 'relu' },
    { kind: 'dense', units: 3 },
    { kind: 'softmax' },
  ];
  const ids = await trainConfigs(
    app,
    { name: 'theirs', layers, epochs: 20 },
    { name: 'also theirs', layers, epochs: 20 },
  );
  await app.open('/runs');
  await expect(names(app)).toHaveText(['also theirs', 'theirs']);
  const exported = { runs: await exportListed(app, 'runs'), epochs: await exportListed(app, 'epochs') };
  const before = { runs: readFileSync(exported.runs, 'utf8'), epochs: readFileSync(exported.epochs, 'utf8') };
  const theirs = { name: 'theirs.sqlite3', mimeType: '', buffer: readFileSync(copyDatabase(app.dataDir)) };

  await test.step('what already exists here is reported, and nothing is imported twice', async () => {
    await choose(app, theirs);
    await expect(dialogOf(app).getByText('2 runs are here already, with the same numbers.')).toBeVisible();
    await expect(dialogOf(app).getByRole('button', { name: 'Nothing to import' })).toBeDisabled();
    await dialogOf(app).getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('a database is imported with a filter, and that is undone with one click', async () => {
    await deleteAll(app, ids);
    await choose(app, theirs);
    await expect(dialogOf(app).getByText('2 new runs with 40 epochs')).toBeVisible();
    expect(await seriousFaults(page), 'the dialog of an import').toEqual([]);
    await dialogOf(app).getByLabel('Only runs that match').fill('also');
    await dialogOf(app).getByLabel('Only runs that match').press('Enter');
    await dialogOf(app).getByRole('button', { name: 'Import 1 run' }).click();
    await expect(names(app)).toHaveText(['also theirs']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('No runs yet.')).toBeVisible();
  });

  await test.step('exported tables come back as they were', async () => {
    await choose(app, [exported.runs, exported.epochs]);
    await dialogOf(app).getByRole('button', { name: 'Import 2 runs' }).click();
    await expect(names(app)).toHaveText(['also theirs', 'theirs']);
    for (const table of ['runs', 'epochs'] as const) {
      expect(readFileSync(await exportListed(app, table), 'utf8')).toBe(before[table]);
    }
  });

  await test.step('such a run says where it is from, and offers nothing that it cannot do', async () => {
    await names(app).first().click();
    await expect(page.getByText(/was imported from a table of its metrics/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Fork' })).toBeHidden();
  });

  expect(app.pageErrors).toEqual([]);

  await test.step('foreign files are refused in one sentence', async () => {
    await app.open('/runs');
    await choose(app, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('nothing at all') });
    await expect(dialogOf(app).getByRole('alert')).toContainText('Nothing in notes.txt can be imported');
  });
});
