import { readFile } from 'node:fs/promises';
import { seriousFaults } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/app.ts';
import { type Config, completes, endlessConfig, launchConfig, runOfPage } from '../fixtures/launching.ts';

const config: Config = {
  name: 'watched',
  layers: [
    { kind: 'dense', units: 8, weightRegularizerL2: 1e-4, biasRegularizerL2: 1e-4 },
    { kind: 'relu' },
    { kind: 'dense', units: 3 },
    { kind: 'softmax' },
  ],
  epochs: 400,
};

test('a run is watched again on one cursor, steered from an epoch, and presented', async ({ app }) => {
  const { page } = app;
  const id = await launchConfig(app, config);
  await completes(app, id);
  const bar = page.getByRole('group', { name: 'Epoch', exact: true });
  const slider = bar.getByRole('slider', { name: 'Epoch' });
  const boundary = page.getByRole('figure', { name: 'Decision boundary' });

  await test.step('one cursor moves boundary, weights, curves and readout', async () => {
    await page.getByRole('tab', { name: 'Watch' }).click();
    await expect(boundary).toContainText('Epoch 400: ');
    await slider.focus();
    await page.keyboard.press('Home');
    await expect(bar).toContainText('epoch 0');
    await expect(page.getByRole('img', { name: /^Network at epoch 0: / })).toBeVisible();
    await expect(
      page.getByRole('img', { name: 'Histogram of the weights of dense 2 at epoch 0' }),
    ).toBeVisible();
    for (let step = 0; step < 13; step++) await page.keyboard.press('ArrowRight');
    await expect(bar).toContainText('epoch 13');
    await expect(boundary).toContainText('Epoch 13: ');
    await page.keyboard.press('ArrowRight');
    // Between two snapshots: the nearest one, labelled with its epoch.
    await expect(page.getByLabel('Values at the crosshair')).toContainText('14');
    await expect(boundary).toContainText('Epoch 13: ');
    await page.keyboard.press('Space');
    await expect(bar.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect(bar).toContainText('epoch 400');
    await expect(bar.getByRole('button', { name: 'Play through the epochs' })).toBeVisible();
  });

  await test.step('the weights have the tools of every figure', async () => {
    const network = page.getByRole('figure', { name: 'Network', exact: true });
    await network.hover();
    await network.getByRole('button', { name: 'Table of values' }).click();
    await expect(network.getByRole('columnheader')).toHaveText(['layer', 'input', 'unit', 'weight']);
    await network.getByRole('button', { name: 'Table of values' }).click();
    const spread = page.getByRole('figure', { name: 'dense 2', exact: true });
    await spread.hover();
    const path = await app.saveFile('weights.png', () =>
      spread.getByRole('button', { name: 'Save as PNG' }).click(),
    );
    expect((await readFile(path)).subarray(1, 4).toString()).toBe('PNG');
  });

  await test.step('the cursor is shared with the other tabs', async () => {
    await slider.focus();
    await page.keyboard.press('Home');
    await page.getByRole('tab', { name: 'Weights' }).click();
    await expect(page.getByRole('slider', { name: 'Epoch' })).toHaveAttribute('aria-valuenow', '0');
    await page.getByRole('tab', { name: 'Curves' }).click();
    await page.getByRole('button', { name: 'Back to the last epoch' }).click();
    await expect(page.getByLabel('Values at the crosshair')).toContainText('399');
    await page.getByRole('tab', { name: 'Watch' }).click();
    expect(await seriousFaults(page)).toEqual([]);
  });

  await test.step('presented: large type, arrow keys, Escape', async () => {
    await page.getByRole('button', { name: 'Present' }).click();
    await page.getByRole('dialog', { name: 'Present' }).getByRole('button', { name: 'Present' }).click();
    await expect(page.getByText(/^Watch, 2 of 5$/)).toBeVisible();
    await page.keyboard.press('PageDown');
    await expect(page.getByText('Loss parts, 3 of 5')).toBeVisible();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('tab', { name: 'Watch' })).toBeVisible();
  });

  await test.step('a lambda changed at an epoch makes a fork that says so', async () => {
    await slider.focus();
    await page.keyboard.press('Home');
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight');
    const lambda = page.getByRole('textbox', { name: 'L2 of dense 1' });
    await lambda.fill('0.001');
    await lambda.press('Enter');
    await expect(page.getByRole('heading', { name: 'λ₂ layer 1: 1e-4 → 1e-3 at epoch 5' })).toBeVisible();
    const fork = await app.client.getRun({ id: await runOfPage(page) });
    expect(fork.branch).toMatchObject({ parentId: id, epoch: 5 });
    await completes(app, fork.id);
  });

  await test.step('another seed makes a run for today, unless it is kept', async () => {
    await page.getByRole('button', { name: 'New seed', exact: true }).click();
    await expect(page.getByRole('heading', { name: /, seed 1$/ })).toBeVisible();
    await expect(page.getByText('This run goes to the trash once the day is over.')).toBeVisible();
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(page.getByText('This run goes to the trash once the day is over.')).toBeHidden();
    expect((await app.client.getRun({ id: await runOfPage(page) })).tags).toEqual([]);
  });
  expect(app.pageErrors).toEqual([]);
});

test('units are looked at over the plane, one by one, and marked in the network', async ({ app }) => {
  const { page } = app;
  const id = await launchConfig(app, config);
  await completes(app, id);
  await app.open(`/runs/${id}?view=watch`);
  const shown = page.getByRole('radiogroup', { name: 'Shown' });
  const units = page.getByRole('figure', { name: 'Units of dense 1' });
  const one = page.getByRole('figure', { name: 'Unit 2 of dense 1' });

  await test.step('all of a layer, at the epoch of the cursor', async () => {
    await shown.getByRole('radio', { name: 'dense 1' }).click();
    await expect(page).toHaveURL(/layer=1/);
    await expect(units).toContainText('Epoch 400: 8 units');
    await page.getByRole('slider', { name: 'Epoch' }).focus();
    await page.keyboard.press('Home');
    await expect(units).toContainText('Epoch 0: 8 units');
    const network = page.getByRole('img', { name: /^Network at epoch 0: / });
    const pixels = () => network.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const before = await pixels();
    await units.getByRole('application').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(units).toContainText(
      /Unit 2 outputs 0 to \S+ in this plane; active for [\d.]+% of the training/,
    );
    await expect.poll(pixels).not.toBe(before);
    expect(await seriousFaults(page)).toEqual([]);
  });

  await test.step('their numbers and their picture can be had', async () => {
    await units.hover();
    await units.getByRole('button', { name: 'Table of values' }).click();
    await expect(units.getByRole('row')).toHaveCount(9);
    await units.getByRole('button', { name: 'Table of values' }).click();
    const path = await app.saveFile('units.png', () =>
      units.getByRole('button', { name: 'Save as PNG' }).click(),
    );
    expect((await readFile(path)).subarray(1, 4).toString()).toBe('PNG');
    await units.getByRole('button', { name: 'More of this figure' }).click();
    const drawn = await app.saveFile('units.svg', () =>
      page.getByRole('menuitem', { name: 'Save as SVG' }).click(),
    );
    expect((await readFile(drawn, 'utf8')).match(/<image /g)).toHaveLength(8);
  });

  await test.step('one alone, which a link brings back', async () => {
    await units.getByRole('application').focus();
    for (const key of ['Home', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await expect(one).toContainText('Unit 2 outputs');
    await expect(page).toHaveURL(/unit=2/);
    await page.reload();
    await expect(one).toContainText('Unit 2 outputs');
    await one.getByRole('application').focus();
    await page.keyboard.press('Escape');
    await expect(units).toContainText(': 8 units');
    await shown.getByRole('radio', { name: 'Boundary' }).click();
    await expect(page.getByRole('figure', { name: 'Decision boundary' })).toBeVisible();
    await expect(page).not.toHaveURL(/layer=|unit=/);
  });
  expect(app.pageErrors).toEqual([]);
});

test('a training run is steered where it is: it stops there, and the fork continues', async ({ app }) => {
  const { page } = app;
  const id = await launchConfig(app, endlessConfig);
  await page.getByRole('tab', { name: 'Watch' }).click();
  await expect(page.getByRole('group', { name: 'Epoch', exact: true })).toContainText('live');
  const lambda = page.getByRole('textbox', { name: 'L2 of dense 1' });
  await lambda.fill('0.01');
  await lambda.press('Enter');
  await expect(page.getByRole('heading', { name: /^λ₂ layer 1: 0 → 0.01 at epoch [\d,]+$/ })).toBeVisible();
  const fork = await runOfPage(page);
  const parent = await app.client.getRun({ id });
  expect(parent.status).toBe('stopped');
  expect((await app.client.getRun({ id: fork })).branch?.epoch).toBe(parent.epochsDone);
  await app.client.stopRuns({ ids: [fork] });
});

test('steering a run that another window trashed, stopped or steered meanwhile', async ({ app }) => {
  const { page } = app;
  const lambda = page.getByRole('textbox', { name: 'L2 of dense 1' });
  const steer = async (value: string): Promise<void> => {
    await lambda.fill(value);
    await lambda.press('Enter');
  };
  const watch = async (): Promise<string> => {
    const [id] = (await app.client.createRuns({ configs: [endlessConfig] })).runs.map((run) => run.id);
    await app.open(`/runs/${id}?view=watch`);
    await expect(page.getByRole('group', { name: 'Epoch', exact: true })).toContainText('live');
    return id!;
  };

  await test.step('stopped: the change continues from its end', async () => {
    const id = await watch();
    await app.client.stopRuns({ ids: [id] });
    await expect(page.getByText('A change goes on in a fork from the end of this run.')).toBeVisible();
    await steer('0.01');
    await expect(page.getByRole('heading', { name: /^λ₂ layer 1: 0 → 0.01 at epoch / })).toBeVisible();
    const fork = await app.client.getRun({ id: await runOfPage(page) });
    expect(fork.branch?.epoch).toBe((await app.client.getRun({ id })).epochsDone);
    await app.client.stopRuns({ ids: [fork.id] });
  });

  await test.step('in the trash: nothing can be steered, and it says so', async () => {
    const id = await watch();
    await lambda.fill('0.02');
    await app.client.stopRuns({ ids: [id] });
    await app.client.trashRuns({ ids: [id] });
    await expect(page.getByText('This run is in the trash: restore it to steer it.')).toBeVisible();
    await expect(lambda).toBeDisabled();
    await app.client.restoreRuns({ ids: [id] });
    await expect(lambda).toBeEnabled();
  });

  await test.step('from two windows at once: each is shown its own fork', async () => {
    const id = await watch();
    await expect(page).toHaveURL(new RegExp(id));
    const second = await page.context().newPage();
    await second.goto(page.url());
    const other = second.getByRole('textbox', { name: 'L2 of dense 1' });
    await other.fill('0.03');
    await lambda.fill('0.04');
    await Promise.all([other.press('Enter'), lambda.press('Enter')]);
    await expect(page.getByRole('heading', { name: /^λ₂ layer 1: 0 → 0.04 at epoch / })).toBeVisible();
    await expect(second.getByRole('heading', { name: /^λ₂ layer 1: 0 → 0.03 at epoch / })).toBeVisible();
    const forks = [await runOfPage(page), await runOfPage(second)];
    const parent = await app.client.getRun({ id });
    expect(new Set(parent.forks.map((fork) => fork.id))).toEqual(new Set(forks));
    await app.client.stopRuns({ ids: forks });
    await second.close();
  });
  expect(app.pageErrors).toEqual([]);
});
