import { seriousFaults } from '../fixtures/accessibility.ts';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { chooseFiles } from '../fixtures/choose-files.ts';
import { queryDatabase } from '../fixtures/database.ts';
import { runOfPage, statusOf } from '../fixtures/launching.ts';

/** Three kinds of 20 flowers each; the kinds differ in length, but not in width. */
const flowers = [
  'length,width,kind',
  ...Array.from({ length: 60 }, (_, row) => {
    const length = 2 + 2 * (row % 3) + 0.5 * Math.sin(row);
    return `${length.toFixed(3)},${(1 + Math.cos(row * row)).toFixed(3)},${['iris', 'rose', 'tulip'][row % 3]}`;
  }),
].join('\n');

const fileOf = (content: string | Uint8Array, name = 'flowers.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content),
});

async function choose(app: RunningApp, file: ReturnType<typeof fileOf>): Promise<void> {
  await chooseFiles(app.page.getByRole('button', { name: 'Import CSV…' }), file);
}

async function expectAccessible(app: RunningApp, where: string): Promise<void> {
  expect(await seriousFaults(app.page), where).toEqual([]);
}

test('the user’s own file: import, look, train, reveal the test set once, delete', async ({ app }) => {
  const { page } = app;
  const list = page.getByRole('grid', { name: 'Imported tables' });
  const look = page.getByRole('article', { name: 'flowers.csv' });

  await test.step('a bad row is named, and left out on request', async () => {
    await app.open('/data');
    await choose(app, fileOf(`${flowers}\n4.1,wide,rose\n`));
    const dialog = page.getByRole('dialog', { name: 'Import flowers.csv' });
    await expect(dialog.getByLabel('Column of classes')).toHaveValue('kind');
    await expect(dialog.getByRole('checkbox', { name: 'length' })).toBeChecked();
    await expect(dialog.getByRole('checkbox', { name: 'width' })).toBeChecked();
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText(
      '1 of 61 rows cannot be used: line 62: column "width" has "wide"; allowed: a finite number',
    );
    await expectAccessible(app, 'the dialog of an import');
    await dialog.getByRole('checkbox', { name: 'Leave out 1 bad row' }).check();
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('the table is listed, and can be viewed', async () => {
    await expect(list.getByRole('row', { name: /flowers\.csv/ })).toContainText('iris 20, rose 20, tulip 20');
    await expect(look.getByText('60 rows · 2 features · 3 classes')).toBeVisible();
    await expect(look.getByRole('row', { name: /^length/ })).toContainText('4.0161.676');
    await look.getByText('1 row that could not be used').click();
    await expect(look.getByText(/Line 62: column "width" has "wide"/)).toBeVisible();
    await expect(look.getByRole('figure', { name: 'width against length' })).toContainText('All 60 rows.');
    await expectAccessible(app, 'the look into a table');
  });

  const id = await test.step('a network learns from it', async () => {
    await look.getByRole('button', { name: 'Train on this' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'New run' })).toBeVisible();
    await expect(page.getByRole('tabpanel', { name: 'Preview' })).toContainText('tulip');
    await page.getByRole('switch', { name: 'Test set' }).click();
    await page.getByRole('textbox', { name: 'Epochs', exact: true }).fill('40');
    await page.getByRole('button', { name: 'Train 1 run' }).click();
    const run = await runOfPage(page);
    await expect.poll(() => statusOf(app, run)).toBe('completed');
    return run;
  });

  await test.step('its test set is revealed once, and stays so', async () => {
    await page.getByRole('button', { name: 'Reveal the test set…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Reveal' }).click();
    const result = () => app.page.getByRole('main').getByText(/^Test accuracy/);
    await expect(result()).toBeVisible();
    const shown = await result().innerText();
    const stored = () =>
      queryDatabase<{ test_accuracy: number; test_revealed_at: string }>(
        app.dataDir,
        'SELECT test_accuracy, test_revealed_at FROM runs WHERE public_id = ?',
        id,
      )[0]!;
    const { test_accuracy: accuracy, test_revealed_at: revealedAt } = stored();
    expect(shown).toBe(`Test accuracy ${Number(accuracy.toPrecision(6))}`);
    await app.restart();
    await app.open(`/runs/${id}`);
    await expect(result()).toHaveText(shown);
    await expect(app.page.getByRole('button', { name: 'Reveal the test set…' })).toHaveCount(0);
    expect(stored().test_revealed_at).toBe(revealedAt);
  });
});

test('texts, gaps and a test file: what becomes of each is chosen', async ({ app }) => {
  const { page } = app;
  const rowsOf = (count: number) =>
    Array.from({ length: count }, (_, row) => {
      const [sex, age] = [row % 3 ? 'male' : 'female', row % 5 ? String(20 + (row % 7)) : ''];
      return `${row % 2},"Doe, ${row}",${sex},${age}`;
    });
  const file = (count: number) => `survived,name,sex,age\n${rowsOf(count).join('\n')}\n`;
  await app.open('/data');
  await choose(app, fileOf(file(60), 'passengers.csv'));
  const dialog = page.getByRole('dialog', { name: 'Import passengers.csv' });
  await dialog.getByLabel('Column of classes').selectOption('survived');
  await dialog.getByRole('button', { name: 'All' }).click();
  await expect(dialog.getByRole('checkbox', { name: /^name 60 different texts/ })).not.toBeChecked();
  await dialog.getByLabel('Missing values of age').selectOption('mean');
  await chooseFiles(dialog.getByRole('button', { name: 'Test file…' }), fileOf(file(20), 'test.csv'));
  await expectAccessible(app, 'the choices of columns');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  const look = page.getByRole('article', { name: 'passengers.csv' });
  await expect(look.getByText('80 rows, 20 of them for test · 3 features · 2 classes')).toBeVisible();
  await expect(look.getByText('age: 16, the mean of the training rows')).toBeVisible();
  await look.getByRole('button', { name: 'Train on this' }).click();
  await expect(page.getByText('Test set: the 20 rows of the test file')).toBeVisible();
  await page.getByRole('textbox', { name: 'Epochs', exact: true }).fill('5');
  await page.getByRole('button', { name: 'Train 1 run' }).click();
  const id = await runOfPage(page);
  await expect.poll(() => statusOf(app, id)).toBe('completed');
});

test('a table used by a run stays; an unused one can be deleted', async ({ app }) => {
  const { page } = app;
  await app.open('/data');
  await choose(app, fileOf(flowers));
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Train on this' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('garden');
  await page.getByRole('textbox', { name: 'Epochs', exact: true }).fill('5');
  await page.getByRole('button', { name: 'Train 1 run' }).click();
  await expect(page).toHaveURL(/#\/runs\/[0-9a-z]{10}$/);

  await app.open('/data');
  await page.getByRole('button', { name: 'Delete flowers.csv' }).click();
  const refusal = page.getByRole('dialog', { name: 'flowers.csv is in use' });
  await expect(refusal).toContainText('1 run learns from it');
  await expect(refusal.getByRole('link', { name: 'garden' })).toBeVisible();
  await page.keyboard.press('Escape');

  await choose(app, fileOf(flowers.replaceAll('tulip', 'lily'), 'lilies.csv'));
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  const rows = page.getByRole('grid', { name: 'Imported tables' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  await rows.getByRole('button', { name: 'Name' }).click();
  await rows.nth(1).click(); // another table, and the order stays
  await expect(page).toHaveURL(/\?table=\w+&sort=name$/);
  await expect(rows.nth(2)).toContainText('lilies.csv');
  await rows.nth(2).click();
  await page.getByRole('grid', { name: 'Imported tables' }).press('Delete');
  await page
    .getByRole('alertdialog', { name: 'Delete lilies.csv?' })
    .getByRole('button', { name: 'Delete table' })
    .click();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('flowers.csv');
});

test('a file that is not a table says what is wrong with it', async ({ app }) => {
  const { page } = app;
  await app.open('/data');
  const files: readonly (readonly [name: string, content: string | Uint8Array, message: string])[] = [
    [
      'one class',
      'x,y,c\n1,2,a\n3,4,a\n5,6,a\n',
      'Every row has the label "a" in column "c"; allowed: at least 2 classes.',
    ],
    ['header only', 'x,y,c\n', 'The file has a header and no rows; allowed: at least 3 rows.'],
    [
      'ragged',
      'x,y,c\n1,2,a\n3,b\n5,6,b\n7,8,a\n',
      '1 of 4 rows cannot be used: line 3: got 2 cells; allowed: 3, as in the first row.',
    ],
    [
      'no label',
      'x,y,c\n1,2,a\n3,4,\n5,6,b\n7,8,a\n',
      '1 of 4 rows has no label in column "c": line 3. Correct or drop them.',
    ],
    [
      'Latin-1',
      Uint8Array.of(...Buffer.from('x,y,c\n1,2,M'), 0xfc, ...Buffer.from('ller\n3,4,b\n5,6,b\n')),
      'Byte FC at position 11 (line 2) is not UTF-8: the file looks like Latin-1',
    ],
    ['empty', '', 'The file is empty; allowed: a row of column names and rows of numbers.'],
  ];
  for (const [name, content, message] of files) {
    await choose(app, fileOf(content, `${name}.csv`));
    const dialog = page.getByRole('dialog', { name: `Import ${name}.csv` });
    const submit = dialog.getByRole('button', { name: 'Import', exact: true });
    const alert = dialog.getByRole('alert');
    // What the first bytes show is reported at once; the rest when the file has been read.
    await expect(submit.or(alert).first()).toBeVisible();
    if (await submit.isVisible()) {
      // Columns that are not numbers become features only on request.
      await dialog.getByRole('button', { name: 'All' }).waitFor();
      for (const column of await dialog.getByRole('group', { name: 'Features' }).getByRole('checkbox').all())
        await column.check();
      await submit.click();
    }
    await expect(alert).toHaveCount(1);
    await expect(alert).toContainText(message);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  expect(queryDatabase(app.dataDir, 'SELECT * FROM data_tables')).toEqual([]);
});

test('an ambiguous number is asked about before anything is imported', async ({ app }) => {
  const { page } = app;
  await app.open('/data');
  await choose(app, fileOf('people\tkind\n2,762\ta\n977\tb\n238,916\ta\n', 'towns.tsv'));
  const dialog = page.getByRole('dialog', { name: 'Import towns.tsv' });
  const submit = dialog.getByRole('button', { name: 'Import', exact: true });
  await expect(dialog.getByRole('alert')).toContainText('which can be 2762 or 2.762');
  await expect(submit).toBeDisabled();
  await dialog.getByRole('button', { name: '2762', exact: true }).click();
  await expect(dialog.getByRole('alert')).toBeHidden();
  await submit.click();
  await expect(dialog).toBeHidden();
  const look = page.getByRole('article', { name: 'towns.tsv' });
  await expect(look.getByRole('row', { name: /^people/ })).toContainText('238,916');
});

test('generated data are adjusted with sliders, and trained on as they are', async ({ app }) => {
  const { page } = app;
  await app.open('/data');
  await page.getByRole('navigation', { name: 'Generated data' }).getByRole('link', { name: 'Blobs' }).click();
  const look = page.getByRole('article', { name: 'Blobs' });
  await expect(look.getByText('300 training samples · 3 classes')).toBeVisible();
  await look.getByRole('slider', { name: 'Classes' }).focus();
  await page.keyboard.press('ArrowRight');
  await look.getByRole('slider', { name: 'Label noise' }).focus();
  for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowRight');
  await expect(
    look.getByText('400 training samples · 4 classes · about 40 with a wrong class'),
  ).toBeVisible();
  await expectAccessible(app, 'generated data');

  await look.getByRole('button', { name: 'Train on this' }).click();
  await expect(page.getByRole('textbox', { name: 'Classes' })).toHaveValue('4');
  await expect(page.getByRole('textbox', { name: 'Label noise' })).toHaveValue('0.1');
  await expect(page.getByRole('textbox', { name: 'Units of dense 2' })).toHaveValue('4');
  await expect(page.getByRole('button', { name: 'Train 1 run' })).toBeEnabled();
});
