import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { queryDatabase } from '../fixtures/database.ts';
import {
  briefConfig,
  type Config,
  completes,
  endlessConfig,
  epochsShown,
  launchConfig,
  runOfPage,
  seeEpochsGrow,
  statusOf,
  stopIfLive,
  trainConfigs,
} from '../fixtures/launching.ts';

const short = { ...briefConfig, name: 'short', epochs: 400 };

/** Recorded epochs of a run, with every digit. */
const epochsOf = (app: RunningApp, id: string, fromEpoch = 0): unknown[] =>
  queryDatabase(
    app.dataDir,
    `SELECT epoch, loss, data_loss, accuracy, learning_rate, validation_loss, validation_accuracy FROM epochs
     WHERE run_id = (SELECT run_id FROM runs WHERE public_id = ?) AND epoch >= ? ORDER BY epoch`,
    id,
    fromEpoch,
  );

const digestOf = (app: RunningApp, id: string): string | null =>
  queryDatabase<{ digest: string | null }>(app.dataDir, 'SELECT digest FROM runs WHERE public_id = ?', id)[0]!
    .digest;

/** Trains a run to its end and shows its page. */
async function trainShort(app: RunningApp, config: Config = short): Promise<string> {
  const id = await launchConfig(app, config);
  await completes(app, id);
  return id;
}

test('a run whose worker was killed is resumed, and continues like one that never was', async ({ app }) => {
  const main = app.page.getByRole('main');
  const id = await launchConfig(app, endlessConfig);
  await seeEpochsGrow(app.page);
  await main.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.poll(() => statusOf(app, id)).toBe('paused');
  const beyond = epochsOf(app, id).length + 10;
  for (const worker of await app.workerPids()) process.kill(worker, 'SIGKILL');
  await expect(main.getByText('Interrupted', { exact: true })).toBeVisible();

  await main.getByRole('button', { name: /^Resume from epoch [\d,]+$/ }).click();
  await expect.poll(() => epochsShown(app.page)).toBeGreaterThan(beyond);
  await stopIfLive(app.page);
  const [untouched] = await trainConfigs(app, { ...endlessConfig, name: 'untouched', epochs: beyond });
  // The last epoch of a run is validated because it is the last.
  const common = beyond - 1;
  expect(epochsOf(app, id).slice(0, common)).toEqual(epochsOf(app, untouched!).slice(0, common));
});

test('a fork with another lambda shows where it comes from, and its parent shows it', async ({ app }) => {
  const parent = await trainShort(app);
  const { page } = app;
  await page.getByRole('button', { name: 'Fork…' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fork short');
  await expect(page.getByRole('textbox', { name: 'Seed' })).toBeDisabled();
  await expect(page.getByRole('textbox', { name: 'Units of dense 1' })).toBeDisabled();

  const epoch = page.getByRole('textbox', { name: 'Epoch to fork at' });
  await epoch.fill('401');
  await expect(page.getByRole('button', { name: 'Train fork' })).toBeDisabled();
  await epoch.fill('200');
  await page.getByRole('textbox', { name: 'Weights L2' }).first().fill('1e-2');
  await expect(
    page.getByRole('row', { name: 'L2 on weights of dense 1 layers.0.weightRegularizerL2 0 0.01' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Train fork' }).click();

  const lineage = page.getByRole('navigation', { name: 'Lineage' });
  await expect(lineage).toContainText('Forked from short at epoch 200');
  const fork = await runOfPage(page);
  expect(fork).not.toBe(parent);
  await completes(app, fork);
  const [first, ...rest] = epochsOf(app, fork) as { epoch: number; data_loss: number; loss: number }[];
  const [same] = epochsOf(app, parent, 200) as { epoch: number; data_loss: number; loss: number }[];
  expect(first).toMatchObject({ epoch: 200, data_loss: same!.data_loss });
  expect(first!.loss).toBeGreaterThan(same!.loss);
  expect(rest).toHaveLength(199);

  await lineage.getByRole('link', { name: 'short', exact: true }).click();
  await expect(lineage).toContainText('Forked as short @ 200 at epoch 200');
  await app.open('/runs');
  await expect(page.getByRole('row').filter({ hasText: 'short @ 200' })).toContainText(
    'Forked from short at epoch 200',
  );
  expect(app.pageErrors).toEqual([]);
});

test('a fork without a change repeats its parent to the bit', async ({ app }) => {
  const parent = await trainShort(app, { ...short, batchSize: 64 });
  await app.page.getByRole('button', { name: 'Fork…' }).click();
  await app.page.getByRole('textbox', { name: 'Epoch to fork at' }).fill('150');
  await expect(app.page.getByRole('tabpanel')).toContainText(/will repeat short, bit for bit/);
  await app.page.getByRole('button', { name: 'Train fork' }).click();
  await expect(app.page.getByRole('navigation', { name: 'Lineage' })).toBeVisible();
  const fork = await runOfPage(app.page);
  await completes(app, fork);
  expect(epochsOf(app, fork)).toEqual(epochsOf(app, parent, 150));
});

test('a completed run is given more epochs, and ends like one that had them from the start', async ({
  app,
}) => {
  const id = await trainShort(app);
  const { page } = app;
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Train more epochs…' }).click();
  const total = page.getByRole('dialog').getByRole('textbox', { name: 'Epochs in all' });
  await total.fill('400');
  await expect(total).toHaveAccessibleDescription(/Got 400; allowed: a whole number from 401/);
  await total.fill('650');
  await page.getByRole('button', { name: 'Train 250 more epochs' }).click();
  await expect(page.getByRole('main').getByText('650 / 650 epochs')).toBeVisible();
  await completes(app, id);

  const [whole] = await trainConfigs(app, { ...short, epochs: 650 });
  expect(epochsOf(app, id)).toEqual(epochsOf(app, whole!));
  expect(digestOf(app, id)).toBe(digestOf(app, whole!));
});

test('early stopping says where it ended', async ({ app }) => {
  const optimizer = { kind: 'adam', learningRate: 0.05 } as const;
  const earlyStopping = { patience: 100 };
  const id = await launchConfig(app, {
    ...briefConfig,
    name: 'early',
    batchSize: 4,
    epochs: 10_000,
    optimizer,
    earlyStopping,
  });
  await completes(app, id);
  await expect(app.page.getByRole('main').getByText(/stopped early/)).toBeVisible();
});
