import { readFileSync } from 'node:fs';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { damageDatabase, queryDatabase, storedRuns } from '../fixtures/database.ts';
import { type Config, trainConfigs } from '../fixtures/launching.ts';
import { trainDefinition } from '../fixtures/sweeps.ts';

/** Three short runs that differ in their lambda, and the Runs screen. Returns their ids. */
async function trainThree(app: RunningApp): Promise<string[]> {
  const configs = [1e-5, 1e-4, 0].map((lambda): Config => {
    const hidden = { kind: 'dense', units: 16, weightRegularizerL2: lambda } as const;
    const output = [{ kind: 'dense', units: 3 }, { kind: 'softmax' }] as const;
    return { name: `lambda ${lambda}`, layers: [hidden, { kind: 'relu' }, ...output], epochs: 30 };
  });
  const ids = await trainConfigs(app, ...configs);
  await app.open('/runs');
  await expect(names(app)).toHaveText(['lambda 0', 'lambda 0.0001', 'lambda 0.00001']);
  return ids;
}

/** Names in the table from top to bottom. */
const names = (app: RunningApp) => app.page.getByRole('grid').getByRole('row').getByRole('link');

const trashedNames = (app: RunningApp): unknown[] =>
  queryDatabase(app.dataDir, 'SELECT name FROM runs WHERE trashed_at IS NOT NULL ORDER BY run_id');

test('the history by keyboard: filter, move, trash, undo, compare, open', async ({ app }) => {
  await trainThree(app);
  const { keyboard } = app.page;

  await keyboard.press('/');
  await keyboard.type('0.0001');
  await expect(names(app)).toHaveText(['lambda 0.0001']);
  await keyboard.press('Escape');
  await app.page.getByRole('combobox', { name: 'Filter runs' }).fill('');
  await expect(names(app)).toHaveCount(3);

  await app.page.getByRole('grid').focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Space');
  const peek = app.page.getByRole('complementary', { name: 'Peek' });
  await expect(peek.getByText('2 selected')).toBeVisible();
  await expect(peek.getByRole('application', { name: /^Loss/ })).toBeVisible();
  await keyboard.press('Space');
  await expect(peek).toHaveCount(0);
  await expect(app.page.getByText('2 selected')).toBeVisible();
  await keyboard.press('Delete');
  await expect(names(app)).toHaveText(['lambda 0.00001']);
  expect(trashedNames(app)).toHaveLength(2);
  await keyboard.press('ControlOrMeta+z');
  await expect(names(app)).toHaveCount(3);
  expect(trashedNames(app)).toEqual([]);

  await app.page.getByRole('grid').focus();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.press('c');
  await expect(app.page).toHaveURL(/#\/compare\?runs=\w+,\w+,\w+/);
  await app.open('/runs');
  await app.page.getByRole('grid').focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(app.page).toHaveURL(/#\/runs\/[0-9a-z]{10}$/);
});

test('a sweep is one line that says what it found, and opens; its runs are grouped', async ({ app }) => {
  const path = 'layers.0.weightRegularizerL2';
  const hidden = { kind: 'dense', units: 8 } as const;
  await trainDefinition(app, {
    name: 'how much',
    base: {
      layers: [hidden, { kind: 'relu' }, { kind: 'dense', units: 3 }, { kind: 'softmax' }],
      epochs: 20,
    },
    axes: [{ points: [0, 1e-3, 0.1].map((value) => ({ [path]: value })) }],
    seeds: [0, 1, 2],
  });
  const { page } = app;
  const { keyboard } = page;
  await app.open('/runs');
  await page.getByRole('button', { name: 'Group runs' }).click();
  await page.getByRole('checkbox', { name: /line for each sweep/ }).check();
  await keyboard.press('Escape');
  const table = page.getByRole('treegrid');
  const rows = table.getByRole('row').filter({ hasNot: page.getByRole('columnheader') });
  await expect(rows).toHaveText([/how much\s+9 runs\s+L2 = .*, n = 3/]);
  await table.focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  await expect(rows).toHaveText([/how much/, /L2 = 0\.1/, /L2 = 1e-3/, /L2 = 0 /]);
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  await expect(rows.nth(2)).toContainText('Seed 2');
  await keyboard.press('ControlOrMeta+ ');
  await expect(page.getByRole('toolbar')).toContainText('3 selected');
  // What is folded away is mentioned.
  await keyboard.press('ArrowLeft');
  await expect(rows.nth(1)).toContainText('3 runs, 3 selected');

  await page.getByRole('button', { name: 'Group runs' }).click();
  await page.getByRole('textbox', { name: 'Find a field to group by' }).fill('L2 largest');
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  const groups = page.getByRole('grid', { name: 'Groups of runs' });
  await expect(groups.getByRole('row')).toHaveText([/λ L2/, /^0\s*3/, /^1e-3\s*3/, /^0.1\s*3/]);
  await groups.focus();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Filter runs' })).toHaveValue('weightRegularizerL2 = 0.1');
  await expect(page.getByText('3 found')).toBeVisible();
});

test('lambdas sort as numbers', async ({ app }) => {
  await trainThree(app);
  const column = app.page.getByRole('columnheader', { name: 'λ L2' }).getByRole('button', { name: 'λ L2' });
  await column.click();
  await expect(column.locator('..')).toHaveAttribute('aria-sort', /^(a|de)scending$/);
  const order = await column.locator('..').getAttribute('aria-sort');
  const sorted = ['lambda 0', 'lambda 0.00001', 'lambda 0.0001'];
  await expect(names(app)).toHaveText(order === 'descending' ? sorted.toReversed() : sorted);
});

test('only emptying the trash deletes, and with a filter only what is listed', async ({ app }) => {
  await trainThree(app);
  const { page } = app;
  await page.getByRole('checkbox', { name: 'Select lambda 0.0001' }).click();
  await page.getByRole('checkbox', { name: 'Select lambda 0', exact: true }).click();
  await page.getByRole('button', { name: 'Move to trash' }).click();
  await expect(names(app)).toHaveCount(1);
  expect(storedRuns(app.dataDir)).toHaveLength(3);

  await page.getByRole('button', { name: 'Trash', exact: true }).click();
  await expect(names(app)).toHaveText(['lambda 0', 'lambda 0.0001']);
  await page.getByRole('combobox', { name: 'Filter runs' }).fill('0.0001');
  await expect(names(app)).toHaveText(['lambda 0.0001']);
  await page.getByRole('button', { name: 'Delete listed runs' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('1 run with all recorded epochs (lambda 0.0001)');
  await question.getByRole('button', { name: 'Delete 1 run' }).click();
  await expect.poll(() => storedRuns(app.dataDir).length).toBe(2);
  expect(trashedNames(app)).toEqual([{ name: 'lambda 0' }]);

  await page.getByRole('combobox', { name: 'Filter runs' }).fill('');
  await page.getByRole('button', { name: 'Empty trash' }).click();
  await expect(question).toBeVisible();
  await app.open('/sweeps');
  await expect(question).toHaveCount(0);
  await app.open('/runs?view=trash');
  await page.getByRole('button', { name: 'Empty trash' }).click();
  await question.getByRole('button', { name: 'Delete 1 run' }).click();
  await expect.poll(() => storedRuns(app.dataDir).length).toBe(1);
  expect(queryDatabase(app.dataDir, 'SELECT DISTINCT run_id FROM epochs')).toHaveLength(1);
});

test('an unreadable run is shown among the others, and can be exported, trashed and restored', async ({
  app,
}) => {
  const ids = await trainThree(app);
  damageDatabase(app.dataDir, `UPDATE runs SET config = '{}' WHERE public_id = ?`, ids[1]);
  const { page } = app;
  await app.open('/runs');
  const notice = page.getByRole('complementary', { name: 'Runs that cannot be read' });
  await expect(notice).toContainText('1 run cannot be read.');
  await expect(notice).toContainText('config holds "{}"');
  await expect(names(app)).toHaveText(['lambda 0', 'lambda 0.00001']);

  await notice.getByRole('button', { name: 'Export what can be read' }).click();
  const saved = await app.saveFile('readable.csv', () =>
    page.getByRole('menuitem', { name: 'Its epochs as CSV' }).click(),
  );
  expect(readFileSync(saved, 'utf8').trimEnd().split('\r\n')).toHaveLength(31);

  await notice.getByRole('button', { name: 'Move to trash' }).click();
  await expect(notice).toHaveCount(0);
  expect(trashedNames(app)).toEqual([{ name: 'lambda 0.0001' }]);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(notice).toBeVisible();
  expect(trashedNames(app)).toEqual([]);
});

test('each change of many runs can be undone after a restart, the latest first', async ({ app }) => {
  await trainThree(app);
  const { keyboard } = app.page;
  const button = (name: string) => app.page.getByRole('button', { name, exact: true });
  const select = (name: string) => app.page.getByRole('checkbox', { name: `Select ${name}`, exact: true });
  const choose = async (label: string): Promise<void> => {
    await button('More').click();
    await app.page.getByRole('menuitem', { name: label }).click();
  };
  const stand = (): unknown[] =>
    queryDatabase(
      app.dataDir,
      `SELECT name, notes, trashed_at IS NOT NULL AS trashed,
        (SELECT group_concat(tag) FROM tags WHERE tags.run_id = runs.run_id) AS tags FROM runs ORDER BY run_id LIMIT 3`,
    );
  const history = [stand()];
  const said: string[] = [];
  async function tells(text: string): Promise<void> {
    await expect(app.page.getByRole('status').getByText(text, { exact: true })).toBeVisible();
    said.push(text);
    history.push(stand());
  }

  await select('lambda 0').click();
  await select('lambda 0.0001').click();
  await button('Tag…').click();
  await app.page.getByRole('textbox', { name: 'Tags' }).fill('kept');
  await keyboard.press('Enter');
  await button('Save tags').click();
  await tells('Changed the tags of 2 runs.');
  await choose('Rename…');
  await app.page.getByRole('textbox', { name: 'Pattern' }).fill('number {n}');
  await button('Rename 2 runs').click();
  await tells('Renamed 2 runs.');
  await choose('Add a note…');
  await app.page.getByRole('textbox', { name: 'Note' }).fill('overfits');
  await button('Add to 2 runs').click();
  await tells('Added a note to 2 runs.');
  await choose('Train again with a change…');
  await app.page.getByRole('combobox', { name: 'Change' }).selectOption('epochs');
  await button('Train 2 runs').click();
  await tells('Queued 2 runs.');
  await choose('Pin');
  await tells('Pinned 2 runs.');
  await choose('Archive');
  await tells('Archived 2 runs.');
  await expect(names(app)).toHaveCount(3);
  await select('lambda 0.00001').click();
  await button('Move to trash').click();
  await tells('Moved 1 run to the trash.');
  const keptChanges = `SELECT count(*) AS changes FROM preferences, json_each(preferences.value) WHERE preferences.key = 'runs.changes'`;
  await expect.poll(() => queryDatabase(app.dataDir, keptChanges)).toEqual([{ changes: said.length }]);

  await app.restart();
  await app.open('/runs');
  await expect(names(app)).toHaveCount(2);
  while (said.length > 0) {
    const text = said.pop()!;
    const [before, after] = [history.at(-2)!, history.pop()!];
    expect(stand()).toEqual(after);
    await app.page.keyboard.press('ControlOrMeta+z');
    await expect(
      app.page.getByRole('status').getByText(new RegExp(`^Last change, \\d\\d:\\d\\d: ${text}`)),
    ).toBeVisible();
    await app.page.keyboard.press('ControlOrMeta+z');
    await expect.poll(stand).toEqual(before);
    if (text.startsWith('Queued')) await expect.poll(() => trashedNames(app)).toHaveLength(2);
  }
  await app.page.keyboard.press('ControlOrMeta+z');
  await expect(app.page.getByText('Nothing to undo: of what was done to runs')).toBeVisible();
});

test('a name, notes and the theme are there after the next start', async ({ app }) => {
  const [id] = await trainThree(app);
  const { page } = app;
  await app.open(`/runs/${id}`);
  await page.getByRole('heading', { level: 1 }).getByRole('button').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('the weak one');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Notes' }).click();
  await page.getByRole('textbox', { name: 'Notes on this run' }).fill('overfits from epoch 20');
  await expect
    .poll(() => queryDatabase(app.dataDir, 'SELECT name, notes FROM runs WHERE public_id = ?', id))
    .toEqual([{ name: 'the weak one', notes: 'overfits from epoch 20' }]);
  await app.open('/settings');
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await expect
    .poll(() => queryDatabase(app.dataDir, `SELECT value FROM preferences WHERE key = 'theme'`))
    .toEqual([{ value: '"dark"' }]);

  await app.restart();
  await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await app.open(`/runs/${id}`);
  await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('the weak one');
});

test('a chart shows its values in a table, and is saved as a picture', async ({ app }) => {
  const [id] = await trainThree(app);
  await app.open(`/runs/${id}`);
  const loss = app.page.getByRole('figure', { name: /^Loss/ });
  await loss.hover();
  await loss.getByRole('button', { name: 'Table of values' }).click();
  await expect(loss.getByRole('row').nth(1)).toHaveText('01.0991.099');
  await loss.getByRole('button', { name: 'Table of values' }).click();

  const file = await app.saveFile('loss.png', () =>
    loss.getByRole('button', { name: 'Save as PNG' }).click(),
  );
  const picture = readFileSync(file);
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
  expect(width).toBeGreaterThan(1000);
  expect(height).toBeGreaterThan(300);
});
