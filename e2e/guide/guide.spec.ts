import { writeFileSync } from 'node:fs';
import { guideRun, guideRunKeys, guideStudy, studies, type GuideRunKey } from '#api';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { trainConfigs } from '../fixtures/launching.ts';
import { project } from '../fixtures/paths.ts';
import { trainDefinition } from '../fixtures/sweeps.ts';
import { writeGuideNumbers } from './guide-numbers.ts';
import { smallPng } from './small-png.ts';

/** The maximum size of a picture in the repository and in the app. */
const mostBytes = 120_000;

const size = { width: 1120, height: 700 };
/** For pictures with many colours. */
const small = { width: 1000, height: 640 };
test.use({ viewport: size });

test('the pictures and the numbers of the guide', async ({ app }) => {
  test.setTimeout(600_000);
  const trained = await trainConfigs(app, ...guideRunKeys.map(guideRun));
  const ids = Object.fromEntries(guideRunKeys.map((key, index) => [key, trained[index]!])) as Record<
    GuideRunKey,
    string
  >;
  const { definition } = studies.find(({ kind }) => kind === guideStudy)!;

  await show(app, `/runs/${ids.plain}`, 'guide plain');
  await picture(app, 'plain', { height: 490 });
  await tab(app, 'Watch');
  await expect(app.page.getByRole('figure', { name: 'Decision boundary' })).toContainText('Epoch 5,001: ');
  await app.page.setViewportSize(small);
  await picture(app, 'plain-watch', { height: small.height, width: small.width });
  await app.page.setViewportSize(size);
  await tab(app, 'Curves');
  await show(app, `/compare?runs=${ids.plain},${ids.l2}`, 'Compare');
  await picture(app, 'plain-and-l2');
  await show(app, `/compare?runs=${trained.join(',')}`, 'Compare');
  await expect(app.page.getByText(`${trained.length} runs`, { exact: true })).toBeVisible();
  await picture(app, 'all');
  await show(app, `/runs/${ids.l1}`, 'guide l1');
  await tab(app, 'Weights');
  await expect(app.page.getByText(/^looking into|^counting/i)).toHaveCount(0);
  await picture(app, 'l1-weights');

  const id = await trainDefinition(app, definition);
  await show(app, `/sweeps/${id}`, definition.name ?? '');
  await picture(app, 'study');
  await app.client.confirmSweep({ id });
  const confirmation = async () => (await app.client.getSweep({ id })).confirmations[0];
  await expect.poll(async () => (await confirmation())?.progress, { timeout: 300_000 }).toBe(1);
  await expect(app.page.getByText('The result comes when all')).toHaveCount(0);
  await picture(app, 'confirmed', { height: 328 });
  await writeGuideNumbers(app, ids, await app.client.getSweep({ id }));
});

const tab = ({ page }: RunningApp, name: string): Promise<void> =>
  page.getByRole('tab', { name, exact: true }).click();

/** Shows the screen with this title. */
async function show({ page, open }: RunningApp, route: string, title: string): Promise<void> {
  await open(route);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
}

/** The upper part of the current screen, once nothing on it is pending. */
async function picture(
  { page }: RunningApp,
  name: string,
  { width = size.width, height = size.height }: { width?: number; height?: number } = {},
): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForLoadState('networkidle');
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Messages' }).getByRole('listitem')).toHaveCount(0);
  const clip = { x: 0, y: 0, width, height };
  const png = smallPng(await page.screenshot({ clip, animations: 'disabled' }));
  writeFileSync(project(`docs/guide/${name}.png`), png);
  expect.soft(png.length, name).toBeLessThan(mostBytes);
}
