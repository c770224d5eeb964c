import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from '../fixtures/app.ts';
import { queryDatabase, storedRuns } from '../fixtures/database.ts';
import { epochsShown, seeEpochsGrow, stopIfLive } from '../fixtures/launching.ts';

const presets = ['chapter-100x64', 'chapter-1000x64', 'chapter-1000x512'];

test('the chapter: launch, watch, find again, compare, export', async ({ app }) => {
  const runRow = (name: string) => app.page.getByRole('row').filter({ hasText: name });

  await test.step('launch the three experiments from the empty screen', async () => {
    await app.page.getByRole('button', { name: 'Train all 3' }).click();
    for (const preset of presets) await expect(runRow(preset).last()).toBeVisible();
  });

  for (const preset of presets) {
    await test.step(`see the curves of ${preset} grow`, async () => {
      await app.open('/runs');
      await runRow(preset).getByRole('link', { name: preset }).click();
      await expect(app.page.getByRole('figure', { name: /^Loss/ })).toBeVisible();
      await expect.poll(() => epochsShown(app.page)).toBeGreaterThan(20);
      // The smallest is done soon, or already; the others have served their purpose.
      if (preset !== presets[0]) {
        if (preset === presets.at(-1)) await seeEpochsGrow(app.page);
        await stopIfLive(app.page);
      } else {
        const completed = app.page.getByRole('main').getByText('Completed', { exact: true });
        await expect(completed).toBeVisible({ timeout: 60_000 });
      }
    });
  }

  await test.step('quit, start again, and find them', async () => {
    await app.restart();
    for (const preset of presets) await expect(runRow(preset)).toContainText(/Stopped|Completed/);
    expect(storedRuns(app.dataDir).map(({ name }) => name)).toEqual(presets);
  });

  await test.step('compare them', async () => {
    await app.page.getByRole('checkbox', { name: 'Select all runs' }).click();
    await app.page
      .getByRole('toolbar', { name: 'Selected runs' })
      .getByRole('button', { name: 'Compare' })
      .click();
    await expect(app.page.getByRole('figure', { name: /validation loss/i })).toBeVisible();
    for (const preset of presets) await expect(runRow(preset).last()).toBeVisible();
    const differing = app.page.getByRole('region', { name: 'What differs' });
    await expect(differing).toContainText('samples');
    await expect(differing).not.toContainText('optimizer');
  });

  await test.step('export every epoch, and check it against the database', async () => {
    const file = await app.saveFile('epochs.csv', async () => {
      await app.page.getByRole('button', { name: 'Export' }).click();
      await app.page.getByRole('menuitem', { name: /epochs/i }).click();
    });
    const exported: Record<string, string>[] = parse(readFileSync(file), { columns: true });
    const stored = queryDatabase<Record<string, number | string | null>>(
      app.dataDir,
      `SELECT epochs.*, public_id AS run_id, runs.name AS run_name, runs.seed FROM epochs JOIN runs USING (run_id)
       ORDER BY public_id, epochs.epoch`,
    );
    const columns = [
      'run_id',
      'run_name',
      'seed',
      'epoch',
      'loss',
      'data_loss',
      'regularization_loss',
      'accuracy',
      'learning_rate',
      'validation_loss',
      'validation_accuracy',
      'evaluated_data_loss',
      'evaluated_accuracy',
    ];
    const fields = (row: Record<string, unknown>) =>
      columns.map((column) => String(row[column] ?? '')).join();
    expect(exported.length).toBeGreaterThan(60);
    expect(exported.map(fields).sort()).toEqual(stored.map(fields).sort());
  });
  expect(app.pageErrors).toEqual([]);
});
