import { join } from 'node:path';
import { expect, test } from '../fixtures/app.ts';
import { type Config, trainConfigs } from '../fixtures/launching.ts';
import { project } from '../fixtures/paths.ts';

const lambdas = [0, 1e-3, 1e-2];

/** The README's picture. `UPDATE_SCREENSHOT=1 npm run test:e2e -- readme --project=serve` writes it to docs/. */
test('the picture of the README: three lambdas compared', async ({ app, host }, info) => {
  test.skip(host === 'desktop', 'one picture is enough');
  const configs = lambdas.map((lambda): Config => {
    const hidden = {
      kind: 'dense',
      units: 64,
      weightRegularizerL2: lambda,
      biasRegularizerL2: lambda,
    } as const;
    return {
      name: `L2 ${lambda}`,
      layers: [hidden, { kind: 'relu' }, { kind: 'dense', units: 3 }, { kind: 'softmax' }],
      optimizer: { kind: 'adam', learningRate: 0.02 },
      epochs: 1501,
    };
  });
  const ids = await trainConfigs(app, ...configs);

  await app.open(`/compare?runs=${ids.join(',')}`);
  await expect(app.page.getByRole('region', { name: 'Curves' })).toHaveAttribute('aria-busy', 'false');
  await expect(app.page.getByRole('list', { name: 'Messages' }).getByRole('listitem')).toHaveCount(0);
  await app.page.mouse.move(0, 0);
  const picture = await app.page.screenshot({ path: info.outputPath('compare.png') });
  expect(picture.length).toBeGreaterThan(20_000); // a blank page compresses to less
  if (process.env.UPDATE_SCREENSHOT)
    await app.page.screenshot({ path: join(project('docs'), 'compare.png') });
});
