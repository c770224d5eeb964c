import { readFileSync } from 'node:fs';
import { seriousFaults } from '../fixtures/accessibility.ts';
import { expect, test } from '../fixtures/app.ts';
import { type Config, completes, launchConfig } from '../fixtures/launching.ts';

const config: Config = {
  name: 'pictured',
  layers: [
    { kind: 'dense', units: 16, weightRegularizerL2: 1e-3 },
    { kind: 'relu' },
    { kind: 'dense', units: 3 },
    { kind: 'softmax' },
  ],
  epochs: 300,
};

test('the pictures of a run: what it learned by any epoch, and what its loss consists of', async ({
  app,
}) => {
  const { page } = app;
  const id = await launchConfig(app, config);
  await completes(app, id);

  const picture = page.getByRole('img', { name: /^Decision boundary/ });
  const slider = page.getByRole('slider', { name: 'Epoch' });
  /** Its pixels as text, and the number of their colours. */
  const look = () =>
    picture.evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const colors = new Set(new Uint32Array(data.buffer));
      return { colors: colors.size, pixels: canvas.toDataURL() };
    });

  await test.step('the boundary at the end, and at another epoch', async () => {
    await page.getByRole('tab', { name: 'Boundary' }).click();
    await expect(picture).toHaveAccessibleName(/^Decision boundary at epoch 300, \d+ of 300 training/);
    await expect.poll(async () => (await look()).colors).toBeGreaterThan(50);
    const end = await look();
    await slider.focus();
    await page.keyboard.press('Home');
    await expect(slider).toHaveAttribute('aria-valuetext', /^Epoch 0, validation loss 1\.09\d$/);
    await expect(picture).toHaveAccessibleName(/^Decision boundary at epoch 0, \d+ of 300 training/);
    await expect.poll(async () => (await look()).pixels).not.toBe(end.pixels);
    const start = await look();
    await page.keyboard.press('ArrowRight');
    await expect(slider).toHaveAttribute('aria-valuetext', /^Epoch 1, validation loss/);
    await expect.poll(async () => (await look()).pixels).not.toBe(start.pixels);
  });

  await test.step('its loss is the recorded one', async () => {
    await page.keyboard.press('End');
    const numbers = page.getByRole('tabpanel', { name: 'Numbers' });
    const recorded = numbers
      .getByRole('row', { name: /^Validation loss/ })
      .getByRole('cell')
      .nth(2); // after last and best: final
    const pictured = page.getByRole('region', { name: 'Decision boundary', exact: true });
    const shown = pictured
      .getByRole('row', { name: /^Validation/ })
      .getByRole('cell')
      .first();
    const difference = async (): Promise<number> =>
      Math.abs(Number(await shown.innerText()) - Number(await recorded.innerText()));
    await expect.poll(difference).toBeLessThan(1e-3);
  });

  await test.step('play and pause by the keyboard', async () => {
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    await expect.poll(async () => Number(await slider.getAttribute('aria-valuenow'))).toBeGreaterThan(2);
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Play through the epochs' })).toBeVisible();
    const paused = await slider.getAttribute('aria-valuenow');
    await page.keyboard.press('ArrowLeft');
    await expect(slider).toHaveAttribute('aria-valuenow', String(Number(paused) - 1));
  });

  await test.step('the weights at the same epoch, and the parts of the loss', async () => {
    const epoch = await slider.getAttribute('aria-valuenow');
    await page.getByRole('tab', { name: 'Weights' }).click();
    await expect(slider).toHaveAttribute('aria-valuenow', epoch!);
    await expect(page.getByRole('figure', { name: 'Dead units' })).toContainText(/At epoch \d+: dense 1/);
    await page.getByRole('button', { name: 'Count them' }).click();
    await expect(page.getByText(/\d+\.\d of 99/)).toBeVisible();
    await page.getByRole('tab', { name: 'Loss parts' }).click();
    const parts = page.getByRole('figure', { name: 'What the loss is made of' });
    await expect(parts).toContainText(/At epoch 299 penalties are [\d.]+% of the loss/);
  });

  await test.step('how far it overfits, and what a patience would have saved', async () => {
    await page.getByRole('tab', { name: 'Overfitting' }).click();
    const overfitting = page.getByRole('region', { name: 'Overfitting', exact: true });
    await expect(overfitting).toContainText(/Best epoch.*Validation loss \d\.\d+/);
    await overfitting.getByRole('textbox', { name: 'Patience, in epochs' }).fill('10000');
    await expect(overfitting).toContainText('Patience 10,000 would not have ended it within its 300 epochs.');
    await overfitting.getByRole('textbox', { name: 'Patience, in epochs' }).fill('0');
    await expect(overfitting).toContainText('got 0; allowed: a whole number of epochs, at least 1');
    const csv = await app.saveFile('patience.csv', () =>
      overfitting
        .getByRole('region', { name: 'What patience would have saved' })
        .getByRole('button', { name: 'Save as CSV' })
        .click(),
    );
    expect(readFileSync(csv, 'utf8')).toMatch(/^patience,stops at epoch,epochs saved,/);
    await page.getByRole('tab', { name: 'Curves' }).click();
    await page.getByRole('slider', { name: 'Smoothing' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('slider', { name: 'Smoothing' })).toHaveAttribute(
      'aria-valuetext',
      /^0\.5, /,
    );
  });

  await test.step('what each class is taken for', async () => {
    await page.getByRole('tab', { name: 'Classes' }).click();
    const matrix = page.getByRole('figure', { name: 'Confusion matrix' });
    await expect(matrix).toContainText(
      /\d+ of 300 validation samples are right: accuracy \d+\.\d%, balanced/,
    );
    await matrix.getByRole('button', { name: 'Table of values' }).click();
    await expect(matrix.getByRole('row')).toHaveCount(4);
  });

  await test.step('no serious accessibility fault', async () => {
    for (const tab of ['Overfitting', 'Loss parts', 'Weights', 'Boundary', 'Classes']) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('figure').first()).toBeVisible();
      expect(await seriousFaults(page), tab).toEqual([]);
    }
  });
  expect(app.pageErrors).toEqual([]);
});
