import type { Locator, Page } from '@playwright/test';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { queryDatabase } from '../fixtures/database.ts';
import { trainSweep } from '../fixtures/sweeps.ts';

interface Member {
  readonly public_id: string;
  readonly l2: number;
  readonly status: string;
  readonly trashed: 0 | 1;
  readonly final_data_loss: number;
  readonly final_validation_loss: number;
  readonly final_validation_accuracy: number;
}

/** The stored runs of the only sweep, in order of creation. */
function storedMembers({ dataDir }: RunningApp): Member[] {
  return queryDatabase(
    dataDir,
    `SELECT public_id, config ->> '$.layers[0].weightRegularizerL2' AS l2, status, trashed_at IS NOT NULL AS trashed,
       final_data_loss, final_validation_loss, final_validation_accuracy
     FROM runs WHERE sweep_id IS NOT NULL ORDER BY run_id`,
  );
}

const kept = (app: RunningApp): Member[] => storedMembers(app).filter(({ trashed }) => trashed === 0);
const cellRows = (page: Page): Locator => page.getByRole('treegrid').getByRole('row', { level: 1 });

/** Positions of the columns in a row of the table of cells. */
const columns = { lambda: 1, n: 2, dataLoss: 3, validationLoss: 4, gap: 6, validationAccuracy: 7 } as const;
const cellOf = (row: Locator, column: keyof typeof columns): Locator =>
  row.getByRole('gridcell').nth(columns[column]);

/** A number with all its digits, as shown on hover. */
async function exact(row: Locator, column: keyof typeof columns): Promise<number> {
  return Number(await cellOf(row, column).locator('[title]').first().getAttribute('title'));
}

/** Waits until the table has these cells, each with all its runs. */
async function seeWhole(page: Page, lambdas: readonly string[], seeds: number): Promise<void> {
  await expect(cellRows(page)).toHaveCount(lambdas.length);
  for (const [index, lambda] of lambdas.entries()) {
    const row = cellRows(page).nth(index);
    await expect(cellOf(row, 'lambda')).toHaveText(new RegExp(`(^|\\s)${lambda}\\s*$`)); // next to a button for its equivalents
    await expect(cellOf(row, 'n')).toHaveText(String(seeds));
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test('mistakes are shown beside their fields, and nothing can be trained until they are fixed', async ({
  app,
}) => {
  const { page } = app;
  await app.open('/runs/new');
  await page.getByRole('button', { name: 'Sweep this…' }).click();
  await page.getByRole('menuitem', { name: 'L2 on weights and biases of dense 1' }).click();
  await expect(page.getByRole('button', { name: 'Train 30 runs' })).toBeEnabled();
  await page.getByRole('textbox', { name: /^Seeds/ }).fill('4-0');
  await expect(page.getByText('Got seeds "4-0"; allowed: whole numbers and ranges')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Train the sweep' })).toBeDisabled();
  await page.getByRole('textbox', { name: /^Seeds/ }).fill('0-999');
  await page.getByRole('textbox', { name: /^Values/ }).fill('99');
  await expect(page.getByText('got 100 x 1000 = 100000 runs; allowed: at most 10000')).toBeVisible();
  await page.getByRole('textbox', { name: /^Seeds/ }).fill('0-1');
  await page.getByRole('textbox', { name: 'From', exact: true }).fill('-1');
  await expect(page.getByText(/a log range needs ends above 0/)).toBeVisible();
  await page.getByRole('radio', { name: 'Linear range' }).click();
  await expect(page.getByText(/got -1; allowed: at least 0/i)).toBeVisible();
  expect(storedMembers(app)).toEqual([]);
});

test('a sweep: plan it, read what is stored, complete it, widen it, trash it and undo that', async ({
  app,
}) => {
  const { page } = app;
  await app.open('/sweeps');
  await trainSweep(app);
  const sweepUrl = new URL(page.url()).hash.slice(1);

  await test.step('its table shows the means of what is stored', async () => {
    await seeWhole(page, ['0', '1e-3', '0.1'], 3);
    const stored = kept(app);
    expect(stored.map(({ status }) => status)).toEqual(Array(9).fill('completed'));
    for (const row of await cellRows(page).all()) {
      const lambda = await exact(row, 'lambda');
      const own = stored.filter(({ l2 }) => l2 === lambda);
      expect(own).toHaveLength(3);
      expect(await exact(row, 'dataLoss')).toBeCloseTo(mean(own.map((run) => run.final_data_loss)), 12);
      const losses = own.map((run) => run.final_validation_loss);
      expect(await exact(row, 'validationLoss')).toBeCloseTo(mean(losses), 12);
      const gaps = own.map((run) => run.final_validation_loss - run.final_data_loss);
      expect(await exact(row, 'gap')).toBeCloseTo(mean(gaps), 12);
      const accuracies = own.map((run) => run.final_validation_accuracy);
      expect(await exact(row, 'validationAccuracy')).toBeCloseTo(mean(accuracies), 12);
    }
    await expect(
      page.getByText(/^Of 3 cells, L2 = .+ has the lowest mean validation loss \(.+n = 3\)/).first(),
    ).toBeVisible();
  });

  await test.step('a cell opens to show its runs, by keyboard', async () => {
    await page.getByRole('treegrid').focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('treegrid').getByRole('row', { level: 2 })).toHaveCount(3);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`#/runs/${kept(app)[0]!.public_id}$`));
  });

  await test.step('a run of it goes to the trash, and completing the sweep trains it again', async () => {
    await app.open(`/runs?sweep=${sweepUrl.split('/').at(-1)}`);
    await expect(page.getByText('9 runs', { exact: true })).toBeVisible();
    await page.getByRole('row').nth(1).getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Move to trash' }).click();
    await expect(page.getByText('8 runs', { exact: true })).toBeVisible();
    await app.open(sweepUrl);
    await page.getByRole('button', { name: 'Train 1 missing run' }).click();
    await seeWhole(page, ['0', '1e-3', '0.1'], 3);
    await expect(page.getByRole('button', { name: 'Train 1 missing run' })).toBeHidden();
    const all = storedMembers(app);
    const trashed = all.find((member) => member.trashed === 1)!;
    expect(all).toHaveLength(10);
    // The same config and seed give the same numbers.
    expect(all.at(-1)).toEqual({ ...trashed, trashed: 0, public_id: all.at(-1)!.public_id });
  });

  await test.step('a wider grid trains only what is new', async () => {
    const before = kept(app).map(({ public_id }) => public_id);
    await page.getByRole('button', { name: 'Change grid…' }).click();
    await page.getByRole('textbox', { name: 'Values of axis 1' }).fill('0, 1e-3, 0.01, 0.1');
    await page.getByRole('button', { name: 'Train 3 new runs' }).click();
    await seeWhole(page, ['0', '1e-3', '0.01', '0.1'], 3);
    const after = kept(app);
    expect(after).toHaveLength(12);
    expect(after.filter(({ public_id }) => !before.includes(public_id)).map(({ l2 }) => l2)).toEqual([
      0.01, 0.01, 0.01,
    ]);
  });

  await test.step('it goes to the trash with its runs, and comes back with them', async () => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Move to trash with its runs' }).click();
    await expect(page.getByRole('button', { name: 'Set up this sweep' })).toBeVisible();
    expect(kept(app)).toEqual([]);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(page.getByRole('grid', { name: 'Sweeps' }).getByRole('link')).toHaveText('first layer');
    expect(kept(app)).toHaveLength(12);
  });
  expect(app.pageErrors).toEqual([]);
});

test('what a sweep chose is confirmed on fresh seeds: started, judged by test sets once all is over, and part of the sweep', async ({
  app,
}) => {
  const { page } = app;
  const confirm = page.getByRole('button', { name: 'Confirm…' });
  const section = page.getByRole('region', { name: 'Confirmation' });
  const storedPairs = (): { seed: number; l2: number; test: number; revealed: 0 | 1 }[] =>
    queryDatabase(
      app.dataDir,
      `SELECT seed, config ->> '$.layers[0].weightRegularizerL2' AS l2, test_data_loss AS test,
         test_revealed_at IS NOT NULL AS revealed
       FROM runs WHERE confirmation_id IS NOT NULL AND trashed_at IS NULL ORDER BY l2, seed`,
    );
  await app.open('/sweeps');
  await trainSweep(app);
  await seeWhole(page, ['0', '1e-3', '0.1'], 3);

  await test.step('the dialog says what was chosen, and what it takes', async () => {
    await confirm.click();
    const dialog = page.getByRole('dialog', { name: 'Confirm the choice' });
    await expect(
      dialog.getByText(/was chosen for the lowest mean validation loss of 2 settings/),
    ).toBeVisible();
    const seeds = dialog.getByRole('textbox', { name: 'Fresh seeds' });
    await seeds.fill('1');
    await expect(dialog.getByText('Got 1; allowed: 2 to 1000')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
    await seeds.fill('3');
    await dialog.getByLabel('Setting').selectOption({ label: 'L2 = 0.1' });
    await expect(dialog.getByText(/L2 = 0 once for each seed \(3-5\): 6 runs/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Train 6 runs' }).click();
  });

  await test.step('the result is that of the stored test losses', async () => {
    await expect(section).toContainText('n = 3 pairs');
    await expect(section).toContainText(
      'L2 = 0.1 was chosen by hand. It is confirmed on 3 fresh seeds (3-5).',
    );
    const stored = storedPairs();
    expect(stored.map(({ seed, l2, revealed }) => [seed, l2, revealed])).toEqual([
      ...[3, 4, 5].map((seed) => [seed, 0, 1]),
      ...[3, 4, 5].map((seed) => [seed, 0.1, 1]),
    ]);
    const difference = mean([0, 1, 2].map((pair) => stored[pair + 3]!.test - stored[pair]!.test));
    const short = String(Number(Math.abs(difference).toPrecision(3)));
    await expect(section).toContainText(short);
    await seeWhole(page, ['0', '1e-3', '0.1'], 3);
  });

  await test.step('a missing run of it is trained again; until then nothing more can be confirmed', async () => {
    const sweepUrl = new URL(page.url()).hash.slice(1);
    await app.open(`/runs?sweep=${sweepUrl.split('/').at(-1)}`);
    await expect(page.getByText('15 runs', { exact: true })).toBeVisible();
    await page
      .getByRole('row', { name: /first layer confirm 0\.1 seed 5/ })
      .getByRole('checkbox')
      .click();
    await page.getByRole('button', { name: 'Move to trash' }).click();
    await app.open(sweepUrl);
    await expect(section).toContainText('The result comes when all 6 runs have ended; 5 so far.');
    await expect(confirm).toHaveAttribute('aria-description', /the confirmation that was begun is not over/);
    await section.getByRole('button', { name: 'Train 1 missing run' }).click();
    await expect(section).toContainText('n = 3 pairs');
    expect(storedPairs()).toHaveLength(6);
  });
  expect(app.pageErrors).toEqual([]);
});
