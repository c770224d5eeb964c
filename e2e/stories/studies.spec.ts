import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { queryDatabase, storedRuns } from '../fixtures/database.ts';
import { type SweepDefinition, trainDefinition } from '../fixtures/sweeps.ts';

const lambdas = [0, 1e-3, 0.1];
const seeds = [0, 1];

/** The first guided study, small enough to be over in a moment. */
const smallStudy: SweepDefinition = {
  name: 'small study',
  study: 'howMuchL2',
  base: {
    dataset: { kind: 'spiral', samplesPerClass: 20 },
    layers: [
      { kind: 'dense', units: 16 },
      { kind: 'relu' },
      { kind: 'dense', units: 3 },
      { kind: 'softmax' },
    ],
    optimizer: { kind: 'adam', learningRate: 0.05 },
    epochs: 60,
  },
  axes: [
    {
      points: lambdas.map((lambda) => ({
        'layers.0.weightRegularizerL2': lambda,
        'layers.0.biasRegularizerL2': lambda,
      })),
    },
  ],
  seeds,
};

interface Member {
  readonly public_id: string;
  readonly lambda: number;
  readonly digest: string;
  readonly train: number;
  readonly validation: number;
}

const storedMembers = ({ dataDir }: RunningApp): Member[] =>
  queryDatabase(
    dataDir,
    `SELECT public_id, config ->> '$.layers[0].weightRegularizerL2' AS lambda, digest, final_data_loss AS train,
       final_validation_loss AS validation
     FROM runs ORDER BY run_id`,
  );

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Trains a sweep to its end and shows its page. */
async function showTrained(app: RunningApp, definition: SweepDefinition): Promise<void> {
  await app.open(`/sweeps/${await trainDefinition(app, definition)}`);
}

/** The colour of a picture's upper left pixel: that of its paper. */
function cornerColor(image: HTMLElement | SVGElement): number[] {
  const context = document.createElement('canvas').getContext('2d')!;
  context.drawImage(image as HTMLImageElement, 0, 0);
  return [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
}

const conclusion = (page: Page) => page.getByRole('region', { name: 'What this study shows' });

test('the empty screen starts a study and shows it train', async ({ app }) => {
  const { page } = app;
  for (const title of ['How much L2?', 'L1 against L2', 'More data or more lambda?'])
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(page.getByText(/about .+ on this machine/)).toHaveCount(3);
  await page.getByRole('button', { name: 'Train 30 runs of How much L2?' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How much L2?');
  await expect(conclusion(page)).toContainText('The answer comes when all 30 runs have ended');
  await expect
    .poll(() => storedRuns(app.dataDir).filter(({ epochs_done }) => epochs_done > 0).length)
    .not.toBe(0);
  await page.getByRole('button', { name: 'Stop, and keep what is recorded' }).click();
  await expect
    .poll(() => storedRuns(app.dataDir).filter(({ status }) => /queued|running|paused/.test(status)))
    .toEqual([]);
  expect(storedRuns(app.dataDir)).toHaveLength(30);
});

test('a study ends with a sentence that the numbers support, and a report of it', async ({
  app,
  host,
}, info) => {
  await showTrained(app, smallStudy);
  const { page } = app;
  const members = storedMembers(app);
  const cells = lambdas.map((lambda) => {
    const own = members.filter((run) => run.lambda === lambda);
    return { lambda, validation: mean(own.map(({ validation }) => validation)) };
  });
  const best = cells.reduce((a, b) => (b.validation < a.validation ? b : a));
  const short = (value: number): string => String(Number(value.toPrecision(3)));

  await expect(conclusion(page)).toContainText(short(best.validation));
  await expect(conclusion(page)).toContainText(
    'Rests on 6 runs (3 cells × 2 seeds), judged after the last update',
  );

  await page.emulateMedia({ colorScheme: 'dark' });
  const file = await app.saveFile('small-study.html', async () => {
    await page.getByRole('button', { name: 'Export report' }).click();
    await page.getByRole('menuitem', { name: 'Report as one HTML file' }).click();
  });
  const html = readFileSync(file, 'utf8');
  for (const { public_id: id, digest } of members) expect(html).toContain(`run --verify ${id}  # ${digest}`);

  if (host === 'desktop') return; // the app has no window for foreign pages
  const report = await page.context().newPage();
  const requested: string[] = [];
  const said: string[] = [];
  report.on('request', (request) => void requested.push(request.url()));
  report.on('console', (message) => void said.push(message.text()));
  const address = pathToFileURL(file).href;
  await report.goto(address);
  await expect(report.getByRole('heading', { level: 1 })).toHaveText('small study');
  await expect(report.getByText(/^Of 3 values, /).first()).toContainText(short(best.validation));
  for (const { validation } of members) {
    await expect(report.getByTitle(String(validation), { exact: true }).first()).toBeVisible();
  }
  const images = report.getByRole('img');
  await expect(images).not.toHaveCount(0);
  for (const image of await images.all()) expect(await image.evaluate(cornerColor)).toEqual([255, 255, 255]);

  const overflow = (): Promise<number> =>
    report.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (const width of [1280, 400]) {
    await report.setViewportSize({ width, height: 800 });
    expect(await overflow(), `at ${width} px`).toBe(0);
  }
  // An A4 sheet, without its margins.
  await report.emulateMedia({ media: 'print' });
  await report.setViewportSize({ width: 688, height: 1016 });
  expect(await overflow(), 'on paper').toBe(0);
  const heights = await report
    .locator('figure')
    .evaluateAll((all) => all.map((figure) => figure.clientHeight));
  expect(Math.max(...heights)).toBeLessThan(1016);
  expect((await report.pdf({ preferCSSPageSize: true })).subarray(0, 4).toString()).toBe('%PDF');
  expect([requested.filter((url) => !url.startsWith('data:')), said]).toEqual([[address], []]);
  await report.screenshot({ path: info.outputPath('report.png'), fullPage: true });
  await report.close();
  expect(app.pageErrors).toEqual([]);
});

test('a study whose runs all diverged says so and concludes nothing', async ({ app }) => {
  await showTrained(app, {
    ...smallStudy,
    base: { ...smallStudy.base, optimizer: { kind: 'sgd', learningRate: 1e300 } },
  });
  await expect(conclusion(app.page)).toContainText('No answer: too many runs diverged');
  await expect(app.page.getByText('Runs excluded from the means: 6 diverged')).toBeVisible();
  expect(app.pageErrors).toEqual([]);
});
