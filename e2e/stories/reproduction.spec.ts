import { presets } from '#api';
import { expect, test } from '../fixtures/app.ts';
import { trainConfigs } from '../fixtures/launching.ts';

test('a run is trained again to the same bits, has a twin, and is compared with the chapter’s table', async ({
  app,
}) => {
  const config = { ...presets[0]!.config, epochs: 201 };
  const [first, twin] = await trainConfigs(app, config, { ...config, name: 'twin' });
  await app.open(`/runs/${first}`);
  await app.page.getByRole('tab', { name: 'Reproducibility' }).click();
  const proof = app.page.getByRole('tabpanel', { name: 'Reproducibility' });
  await expect(proof.getByText('Every digit of all 3 printed lines is the same.')).toBeVisible();
  await expect(proof.getByRole('link', { name: 'twin' })).toHaveAttribute('href', `#/runs/${twin}`);
  await proof.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(proof.getByText('every value of all 201 epochs came out the same')).toBeVisible();

  await app.open(`/compare?runs=${first},${twin}`);
  await app.page.getByRole('button', { name: 'Same bits? Verify…' }).click();
  const bits = app.page.getByRole('dialog', { name: 'Same bits' });
  await expect(bits).toContainText('chapter-100x64, twin have one digest');
  await expect(bits.getByText('every value of all 201 epochs came out the same')).toHaveCount(1);
  await bits.getByRole('button', { name: 'Verify 2 runs' }).click();
  await expect(bits.getByText('every value of all 201 epochs came out the same')).toHaveCount(2);
  expect(app.pageErrors).toEqual([]);
});
