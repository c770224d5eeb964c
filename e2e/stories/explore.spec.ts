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
  epochs: 20,
  seed,
});

test('runs are marked out in a figure, and the mark becomes part of the filter', async ({ app }) => {
  const { page } = app;
  await trainConfigs(app, config(0, 0), config(0.01, 0), config(0.01, 1));
  await app.open('/explore');
  const runs = page.getByRole('grid', { name: /^Runs, the best first/ }).getByRole('rowheader');
  await expect(runs).toHaveCount(3);

  await page.getByRole('slider', { name: 'From, L2 on weights of dense 1' }).focus();
  for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowUp');
  await expect(runs).toHaveCount(2);
  await page.getByRole('button', { name: 'Add to the filter' }).click();
  await expect(page.getByRole('combobox', { name: /filter/i })).toHaveValue(
    'layers.0.weightRegularizerL2 = 0.01',
  );
  await expect(page).toHaveURL(/filter=/);
  await expect(runs).toHaveCount(2);

  await page.getByRole('tab', { name: 'Importance' }).click();
  await expect(page.getByText(/^(Importance needs 30 runs|These runs differ in no setting)/)).toBeVisible();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  const timeline = page.getByRole('application', { name: /^What was trained when/ });
  await expect(timeline).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  await timeline.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/runs\/\w+/);
});
