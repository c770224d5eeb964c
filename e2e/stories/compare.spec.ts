import { readFileSync } from 'node:fs';
import { seriousFaults } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/app.ts';
import { type Config, trainConfigs } from '../fixtures/launching.ts';

const config = (lambda: number, seed: number): Config => ({
  name: `L2 ${lambda} seed ${seed}`,
  dataset: { kind: 'spiral', samplesPerClass: 20, classes: 3 },
  layers: [
    { kind: 'dense', units: 8, weightRegularizerL2: lambda },
    { kind: 'relu' },
    { kind: 'dense', units: 3 },
    { kind: 'softmax' },
  ],
  epochs: 60,
  seed,
});

test('runs are smoothed, compared with a baseline, grouped over seeds and arranged, and it is remembered', async ({
  app,
}) => {
  const { page } = app;
  const ids = await trainConfigs(app, config(0, 0), config(0, 1), config(0.01, 0));
  await app.open(`/compare?runs=${ids.join(',')}`);
  await expect(page.getByRole('region', { name: 'Curves' })).toHaveAttribute('aria-busy', 'false');
  const names = page.getByRole('row').getByRole('link');
  await expect(names).toHaveText(['L2 0 seed 0', 'L2 0 seed 1', 'L2 0.01 seed 0']);

  await test.step('arrange', async () => {
    await page.getByRole('button', { name: /^Move L2 0.01 seed 0/ }).focus();
    await page.keyboard.press('ArrowUp');
    await expect(names).toHaveText(['L2 0 seed 0', 'L2 0.01 seed 0', 'L2 0 seed 1']);
    await page.getByRole('button', { name: 'Colour and place of L2 0 seed 1' }).click();
    await page.getByRole('button', { name: 'olive, diamond' }).click();
    await expect(page.getByRole('button', { name: 'olive, diamond' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await page.getByRole('button', { name: 'Pin on top' }).click();
    await expect(names).toHaveText(['L2 0 seed 1', 'L2 0 seed 0', 'L2 0.01 seed 0']);
    await page.keyboard.press('Escape');
  });

  await test.step('smooth, and take differences from the baseline', async () => {
    const smoothing = page.getByRole('slider', { name: 'Smoothing' });
    await smoothing.focus();
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
    await expect(smoothing).toHaveAttribute('aria-valuetext', '0.9, ~10 values');
    await page.getByRole('radio', { name: 'Difference to base' }).click();
    await expect(
      page.getByRole('figure', { name: 'Generalization gap, minus L2 0 seed 1 (nats)' }),
    ).toBeVisible();
    await page.getByRole('combobox', { name: 'Horizontal axis' }).selectOption('Updates');
  });

  await test.step('group by lambda', async () => {
    await page.getByRole('radio', { name: 'Values', exact: true }).click();
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('layers.0.weightRegularizerL2');
    await expect(page.getByRole('row', { name: /L2 0 n = 2/ })).toContainText('±');
    await expect(page.getByRole('row', { name: /L2 0.01 n = 1/ })).toContainText('no interval');
  });

  await test.step('the equivalents of a lambda', async () => {
    await page
      .getByRole('button', { name: /in other conventions/ })
      .last()
      .click();
    const equivalents = page.getByRole('dialog', { name: /in other conventions/ });
    await expect(equivalents.getByRole('row', { name: /PyTorch/ })).toContainText('0.02');
    await page.keyboard.press('Escape');
  });

  await test.step('all of it is remembered', async () => {
    await app.restart();
    await app.open(`/compare?runs=${ids.join(',')}`);
    await expect(app.page.getByRole('combobox', { name: 'Group by' })).toHaveValue(
      'layers.0.weightRegularizerL2',
    );
    await app.page.getByRole('combobox', { name: 'Group by' }).selectOption('nothing');
    await expect(app.page.getByRole('row').getByRole('link').first()).toHaveText('L2 0 seed 1');
    await expect(app.page.getByRole('slider', { name: 'Smoothing' })).toHaveAttribute(
      'aria-valuetext',
      '0.9, ~10 values',
    );
  });
  expect(app.pageErrors).toEqual([]);
});

test('runs side by side at any epoch, by their classes, metric by metric, and as a file of every epoch', async ({
  app,
}) => {
  const { page } = app;
  const long = { ...config(0, 0), epochs: 2400 };
  const [first, second] = await trainConfigs(app, long, { ...long, name: 'other seed', seed: 1 });
  await app.open(`/compare?runs=${first},${second}&view=boundaries`);
  const tiles = page.getByRole('region', { name: 'Runs side by side' }).getByRole('figure');
  await expect(tiles).toHaveText([/final, epoch 2,400 · val. loss 1\.\d+/, /final, epoch 2,400 · val. loss/]);

  await page.getByRole('slider', { name: 'Epoch' }).press('Home');
  await expect(tiles).toHaveText([/epoch 0 · val. loss 1\.09/, /epoch 0 · val. loss 1\.09/]);
  await page.getByRole('radio', { name: 'Weights' }).click();
  await expect(tiles).toHaveText([/epoch 0 · L2 norms/, /seed 1.*epoch 0 · L2 norms/]);
  await expect(page).toHaveURL(/view=weights/);
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole('radio', { name: 'Classes' }).click();
  await expect(tiles).toHaveText([/% right, balanced/, /% right, balanced/]);
  await expect(page.getByRole('figure', { name: 'Reliability' })).toContainText('Expected calibration error');
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole('radio', { name: 'All metrics' }).click();
  const metrics = page.getByRole('region', { name: 'Curves' }).getByRole('figure');
  await expect(metrics).toHaveCount(7);
  await page.getByRole('radio', { name: 'Curves' }).click();
  const loss = page.getByRole('figure', { name: 'Data and validation loss (nats)' });
  const file = await app.saveFile('compare-loss.csv', async () => {
    await loss.hover();
    await loss.getByRole('button', { name: 'Save as CSV' }).click();
  });
  expect(readFileSync(file, 'utf8').trimEnd().split('\n').length).toBe(1 + 2400);
  expect(app.pageErrors).toEqual([]);
});
