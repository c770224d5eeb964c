import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { briefConfig, trainConfigs } from '../fixtures/launching.ts';

test.skip(({ host }) => host !== 'desktop', 'a browser finds by itself');

/** Waits until the menu knows that there is a page to search. */
async function canFind(app: RunningApp): Promise<void> {
  const isEnabled = (): Promise<boolean | undefined> =>
    app.desktop.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('find')?.enabled, null);
  await expect.poll(isEnabled).toBe(true);
}

/** What the page highlights: the text of all matches, and of the current one. */
function marked(app: RunningApp): Promise<{ found: string[]; now: string[] }> {
  return app.page.evaluate(() => {
    const texts = (name: string): string[] => [...(CSS.highlights.get(name) ?? [])].map(String);
    return { found: texts('found'), now: texts('found-now') };
  });
}

test('finds what the page shows, what is in fields, and runs by the filter', async ({ app }) => {
  const [id] = await trainConfigs(app, { ...briefConfig, name: 'short' });
  await test.step('finds what the page shows, but not what the bar says', async () => {
    const { page } = app;
    await app.open(`/runs/${id}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('short');
    // Everything that contains the words is there: what comes later would also be counted.
    await expect(page.getByRole('figure', { name: /^Loss/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /^Validation accuracy/ })).toContainText(/\.\d/);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const bar = page.getByRole('search', { name: 'Find in page' });
    const input = bar.getByRole('textbox');
    await canFind(app);
    await page.keyboard.press('ControlOrMeta+f');
    await expect(input).toBeFocused();
    await input.fill('Find in page');
    await expect(bar.getByText('No matches')).toBeVisible();

    await input.fill('VALIDATION ACCURACY');
    const { found } = await marked(app);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map((text) => text.toLowerCase()))).toEqual(new Set(['validation accuracy']));
    await expect(bar.getByText(`1 of ${found.length}`)).toBeVisible();
    await bar.getByRole('button', { name: 'Match case' }).click();
    await expect(bar.getByText('No matches')).toBeVisible();
    await bar.getByRole('button', { name: 'Match case' }).click();

    await input.fill('loss');
    const count = (await marked(app)).found.length;
    expect(count).toBeGreaterThan(2);
    await expect(bar.getByText(`1 of ${count}`)).toBeVisible();
    await input.press('Enter');
    await expect(bar.getByText(`2 of ${count}`)).toBeVisible();
    await input.press('Shift+Enter');
    await input.press('Shift+Enter');
    await expect(bar.getByText(`${count} of ${count}`)).toBeVisible();
    await expect(input).toBeFocused(); // throughout
    await page.keyboard.press('ControlOrMeta+g');
    await expect(bar.getByText(`1 of ${count}`)).toBeVisible();
    expect((await marked(app)).now.map((text) => text.toLowerCase())).toEqual(['loss']);

    await input.press('Escape');
    await expect(bar).toHaveCount(0);
    expect(await marked(app)).toEqual({ found: [], now: [] });
    // The last match can be copied.
    expect(await page.evaluate(() => String(getSelection()).toLowerCase())).toBe('loss');
    expect(app.pageErrors).toEqual([]);
  });

  await test.step('finds text in fields, and what is added while the bar is open', async () => {
    const { page } = app;
    await app.open(`/runs/${id}`);
    await page.getByRole('tab', { name: 'Notes' }).click();
    const notes = page.getByRole('textbox', { name: 'Notes on this run' });
    await expect(notes).toBeVisible();
    await canFind(app);
    await app.desktop.clickMenu('Find…');
    const bar = page.getByRole('search', { name: 'Find in page' });
    await bar.getByRole('textbox').fill('zebra');
    await expect(bar.getByText('No matches')).toBeVisible();
    await notes.fill('a Zebra and a zebra');
    await app.client.tagRuns({ ids: [id!], add: ['zebra-crossing'] });
    await expect(bar.getByText('1 of 3')).toBeVisible();
    await bar.getByRole('textbox').press('Enter');
    await expect(bar.getByText('2 of 3')).toBeVisible();
    await expect(page.locator('[data-found="now"]')).toHaveCount(1);
  });

  await test.step('searches runs with the filter, which knows those that are not on screen', async () => {
    const { page } = app;
    await app.open('/runs');
    await expect(page.getByRole('row', { name: /short/ })).toBeVisible();
    await canFind(app);
    await app.desktop.clickMenu('Find…');
    await expect(page.getByRole('combobox', { name: 'Filter runs' })).toBeFocused();
    await expect(
      page.getByText('The filter finds in all runs, also in those that are not on screen.'),
    ).toBeVisible();
  });
});
