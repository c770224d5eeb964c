import { expect, test } from '../fixtures/app.ts';
import { runOfPage } from '../fixtures/launching.ts';

test('an activation and initial weights are chosen, trained with, and shown', async ({ app }) => {
  const { page } = app;
  await app.open('/runs/new?preset=chapter-100x64');
  await page.getByRole('textbox', { name: 'Epochs', exact: true }).fill('20');
  const activation = page.getByLabel('Activation of dense 1');
  await expect(activation).toHaveValue('relu');
  await activation.selectOption('Leaky ReLU');
  await page.getByRole('textbox', { name: 'Slope of leaky ReLU after dense 1' }).fill('0.2');
  await page.locator('[data-path=initialization]').getByRole('combobox').selectOption('heNormal');
  await page.getByRole('button', { name: 'Train 1 run' }).click();

  const id = await runOfPage(page);
  await expect(page.getByRole('main').getByText('Completed', { exact: true })).toBeVisible();
  const { config } = await app.client.getRun({ id });
  expect(config.layers[1]).toEqual({ kind: 'leakyRelu', alpha: 0.2 });
  expect(config.initialization).toBe('heNormal');
  await page.getByRole('tab', { name: 'Layers' }).click();
  await expect(page.getByRole('row', { name: 'leaky ReLU slope 0.2 below 0' })).toBeVisible();
});
