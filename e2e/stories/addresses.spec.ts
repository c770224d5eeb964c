import type { Page } from '@playwright/test';
import { presets } from '#api';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { trainConfigs } from '../fixtures/launching.ts';
import { chooseInPalette } from '../fixtures/palette.ts';
import { trainDefinition } from '../fixtures/sweeps.ts';

test('Back, reload and a copied link bring back what a run’s page showed', async ({ app }) => {
  const { page } = app;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const [id] = await trainConfigs(app, { ...presets[0]!.config, epochs: 301 });
  await app.open(`/runs/${id}?zoom=100..200&at=150&hidden=-&tab=layers&view=nothing`);
  const epoch = page.locator('.cell.epoch');
  await expect(page.getByText('301 / 301 epochs')).toBeVisible();
  await expect(epoch).toContainText('150');
  await expect(page.getByRole('tab', { name: 'Layers' })).toHaveAttribute('aria-selected', 'true');

  await page.getByRole('tab', { name: 'Weights' }).click();
  await expect(page).toHaveURL(/zoom=100\.\.200&at=150&hidden=-&tab=layers&view=weights$/);
  await expect(page).toHaveTitle('chapter-100x64 – Lambdascope');
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByText('Nothing to compare yet')).toBeVisible();
  await expect(page).toHaveTitle('Compare – Lambdascope');
  await page.goBack();
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Weights' })).toHaveAttribute('aria-selected', 'true');

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect(page.getByText('Copied a link to this screen.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(
    /^http:\/\/127\.0\.0\.1:\d+\/#\/runs\/\w+\?zoom=100\.\.200&at=150&hidden=-&tab=layers&view=weights&/,
  );
  expect(link).toContain('presented=watch,curves,lossParts,weights,classes');
  expect(app.pageErrors).toEqual([]);
});

const layers = [
  { kind: 'dense', units: 4 },
  { kind: 'relu' },
  { kind: 'dense', units: 3 },
  { kind: 'softmax' },
] as const;

/** Four runs of a sweep over λ and the seed, and one outside it. */
async function trainFew(app: RunningApp): Promise<{ sweep: string; runs: string[] }> {
  const sweep = await trainDefinition(app, {
    name: 'small sweep',
    base: { layers: [...layers], epochs: 60 },
    axes: [{ points: [0, 0.01].map((lambda) => ({ 'layers.0.weightRegularizerL2': lambda })) }],
    seeds: [0, 1],
  });
  await trainConfigs(app, { name: 'alone', layers: [...layers], epochs: 60 });
  const { runs } = await app.client.listRuns({});
  return { sweep, runs: runs.map(({ id }) => id) };
}

async function copyLink(page: Page): Promise<string> {
  await chooseInPalette(page, 'Copy link', /^Copy link to this screen/);
  await expect(page.getByText('Copied a link to this screen.').last()).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('reload, Back and a copied link keep what each screen shows', async ({ app }) => {
  test.slow(); // it loads the page for each screen
  const { page } = app;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const { sweep, runs } = await trainFew(app);
  const [alone, other] = runs;
  const heads = (shown: Page) => shown.getByRole('grid').getByRole('columnheader');
  const descending = (role: 'grid' | 'treegrid', head: RegExp) => async (shown: Page) =>
    expect(shown.getByRole(role).getByRole('columnheader').filter({ hasText: head })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
  const tab = (name: string) => async (shown: Page) =>
    expect(shown.getByRole('tab', { name, exact: true })).toHaveAttribute('aria-selected', 'true');
  const text = (words: string) => async (shown: Page) =>
    expect(shown.getByRole('main').getByText(words).first()).toBeVisible();
  const screens: readonly [address: string, shows: (shown: Page) => Promise<void>][] = [
    [
      '/runs?sort=-seed&columns=seed:pinned:120,validation_loss@20,gap:plain',
      async (shown) => {
        await expect(heads(shown).filter({ hasText: 'Seed' })).toHaveAttribute('aria-sort', 'descending');
        await expect(heads(shown)).toHaveCount(6);
      },
    ],
    [`/runs?fold=1&open=${sweep},${sweep}.0&selected=${alone}`, text('1 selected')],
    [
      '/runs?group=layers.0.weightRegularizerL2&groupSort=-runs',
      async (shown) => {
        await expect(shown.getByRole('grid', { name: 'Groups of runs' })).toBeVisible();
        await expect(heads(shown).filter({ hasText: /^n$/ })).toHaveAttribute('aria-sort', 'descending');
      },
    ],
    ['/runs?filter=name+=+alone&pane=open&paneOf=gap', text('1 found')],
    [`/runs/${alone}?view=weights&tab=layers&zoom=10..40`, tab('Weights')],
    [
      `/runs/${alone}?view=curves&zoomY=Loss:0.2..1.5`,
      async (shown) => {
        const reset = (figure: string) =>
          shown.getByRole('figure', { name: figure }).getByRole('button', { name: 'Show all epochs' });
        await expect(reset('Loss (nats)')).toBeVisible();
        await expect(reset('Accuracy')).toHaveCount(0);
      },
    ],
    [
      `/compare?runs=${alone},${other}&base=${other}&view=multiples`,
      async (shown) => {
        await expect(shown.getByRole('radio', { name: 'All metrics' })).toBeChecked();
      },
    ],
    [`/sweeps/${sweep}?figure=curves&judged=best`, tab('Curves')],
    [`/sweeps/${sweep}?sort=-n`, descending('treegrid', /^n$/)],
    ['/sweeps?sort=-name', descending('grid', /^Name$/)],
    ['/explore?figure=scatter&x=seed&y=gap', text('alone')],
    [
      '/data?kind=moons',
      async (shown) => expect(shown.getByRole('article', { name: /moons/i })).toBeVisible(),
    ],
    ['/runs/new?preset=chapter-100x64&tab=json', tab('JSON')],
    [`/runs/new?fork=${alone}&at=30`, text('Fork alone')],
    [`/sweeps/new?from=${alone}`, text('New sweep')],
    [
      '/settings?section=Keyboard',
      async (shown) => expect(shown.getByRole('heading', { name: 'Keyboard' })).toBeInViewport(),
    ],
  ];
  const second = await page.context().newPage();
  for (const [address, shows] of screens) {
    await test.step(address, async () => {
      await app.open(address);
      await shows(page);
      // Derived parts, such as the reading position, may be added.
      const parts = address.split(/[?&]/);
      const keeps = () => expect(page).toHaveURL(({ href }) => parts.every((part) => href.includes(part)));
      await keeps();
      await page.reload();
      await shows(page);
      await keeps();
      await app.open('/sweeps?view=trash');
      await expect(page.getByRole('heading', { name: 'Sweeps in the trash' })).toBeVisible();
      await page.goBack();
      await shows(page);
      await keeps();
      await page.bringToFront(); // no other may copy
      await second.goto(await copyLink(page));
      await shows(second);
    });
  }
  await second.close();
  expect(app.pageErrors).toEqual([]);
});

test('Back undoes what replaced most of the screen, one step at a time', async ({ app }) => {
  const { page } = app;
  await trainFew(app);
  const listed = (count: string) => expect(page.getByText(count, { exact: true })).toBeVisible();
  const groups = page.getByRole('grid', { name: 'Groups of runs' });
  await app.open('/runs');
  await listed('5 runs');
  await page.getByRole('columnheader', { name: 'Epochs', exact: true }).click();
  await expect(page).toHaveURL(/\?sort=-epochs_done$/);

  await page.getByRole('button', { name: 'Group runs' }).click();
  await page.getByRole('dialog', { name: 'Group runs' }).getByRole('textbox').fill('seed');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(groups).toBeVisible();
  await groups.getByRole('row').nth(2).dblclick();
  await listed('2 found');
  await page.goBack();
  await expect(groups).toBeVisible();
  await page.goBack();
  await listed('5 runs');
  await expect(page).toHaveURL(/\?sort=-epochs_done$/);

  await page.getByRole('grid').getByRole('link', { name: 'alone' }).click();
  await page.getByRole('tab', { name: 'Weights' }).click();
  await page.getByRole('tab', { name: 'Watch' }).click();
  await expect(page).toHaveURL(/view=watch/);
  await page.goBack();
  await expect(page.getByRole('tab', { name: 'Weights' })).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  await expect(page.getByRole('tab', { name: 'Curves' })).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  await listed('5 runs');
  expect(app.pageErrors).toEqual([]);
});

test('a broken link says what was left out of it, and shows the rest', async ({ app }) => {
  const { page } = app;
  const { sweep, runs } = await trainFew(app);
  const notice = page.getByText(/^The address asks for something unknown, which was left out: /);
  const main = page.getByRole('main');

  await test.step('unknown names, in one sentence', async () => {
    await app.open('/runs?columns=seed,nonsense&sort=-colour&saved=gone&open=..');
    await expect(notice).toContainText('columns=nonsense, sort=-colour');
    await expect(page.getByRole('grid').getByRole('columnheader')).toHaveCount(4);
    await page.reload();
    await expect(page.getByRole('grid')).toBeVisible();
    await expect(notice).toHaveCount(0);
  });

  await test.step('runs, sweeps and screens that do not exist', async () => {
    for (const [address, words, way] of [
      ['/runs/zzzzzzzzzz', 'This run cannot be shown', 'All runs'],
      ['/sweeps/zzzzzzzzzz', 'This sweep could not be read', 'All sweeps'],
      ['/runs/new?from=zzzzzzzzzz', 'There is nothing to start from', 'Try again'],
      [`/runs/${'x'.repeat(10_000)}`, 'This run cannot be shown', 'All runs'],
      ['/runs/%D7%A9%D7%9C%D7%95%D7%9D-%F0%9F%A6%A6', 'This run cannot be shown', 'All runs'],
    ] as const) {
      await app.open(address);
      await expect(main.getByText(words)).toBeVisible();
      await expect(main.getByRole('button', { name: way })).toBeVisible();
    }
    for (const address of ['/run/zzzz', '//evil.example/runs', '/%', `/${'x'.repeat(10_000)}`]) {
      await app.open(address);
      await expect(page.getByText(/^There is no screen at /).last()).toBeVisible();
      await expect(page.getByRole('grid')).toBeVisible();
    }
  });

  await test.step('addresses truncated anywhere', async () => {
    const whole = [
      '/runs?sort=-seed&columns=seed:pinned:120,gap:plain&group=seed&groupSort=-mean+gap&filter=name+=+%22%C3%A9%22',
      `/runs?fold=1&open=${sweep},${sweep}.0&selected=${runs[0]}&pane=open`,
      `/runs/${runs[0]}?view=weights&tab=layers&zoom=10..40&zoomY=Loss:0.2..0.9&at=20&hidden=a%252Cb&log={%22loss%22:1}`,
      `/compare?runs=${runs[0]},${runs[1]}&base=${runs[1]}&view=boundaries&metric=loss&over=time`,
      `/sweeps/${sweep}?figure=curves&judged=best&choices={%22metric%22:%22gap%22}&picked=${runs[1]}`,
      '/explore?figure=scatter&x=seed&y=gap&axis=gap:log:0.1:2&filter=seed+%3C+2',
      `/data?kind=moons`,
      `/runs/new?fork=${runs[0]}&at=30&tab=json`,
      '/settings?section=Keyboard',
    ];
    // A unit test reads every truncation; here only those after separators in the address, which leave the most to guess.
    const cuts = new Set(
      whole.flatMap((address) =>
        [...address.matchAll(/[/?&=,:.%{]|$/g)].map(({ index }) => address.slice(0, index + 1)),
      ),
    );
    for (const cut of cuts) {
      await app.open(cut);
      await expect(main, cut).not.toBeEmpty();
    }
  });
  expect(app.pageErrors.filter((error) => !/Failed to load resource/.test(error))).toEqual([]);
});
