import { expect, test } from '../fixtures/app.ts';
import { storedRuns } from '../fixtures/database.ts';

test('a mistake in every field is reported beside the field, and nothing is lost', async ({ app }) => {
  await app.open('/runs/new?preset=chapter-100x64');
  const { page } = app;
  const mistakes: readonly (readonly [field: string, given: string, answer: RegExp])[] = [
    ['Seed', '-1', /Got -1; allowed: at least 0/],
    ['Samples per class', '0', /Got 0; allowed: at least 1/],
    ['Validation per class', '1.5', /Got 1.5; allowed: a whole number/],
    ['Classes', '1', /Got 1; allowed: at least 2/],
    ['Noise', '-0.1', /Got -0.1; allowed: at least 0/],
    ['Units of dense 1', 'many', /many/],
    ['Learning rate', '0', /Got 0; allowed: more than 0/],
    ['Decay', '-1', /Got -1; allowed: at least 0/],
    ['Weight decay', '-1', /Got -1; allowed: at least 0/],
    ['Epsilon', '0', /Got 0; allowed: more than 0/],
    ['Beta 1', '1', /Got 1; allowed: less than 1/],
    ['Beta 2', '-0.5', /Got -0.5; allowed: at least 0/],
    ['Epochs', '0', /Got 0; allowed: at least 1/],
    ['Batch size', '0', /Got 0; allowed: at least 1/],
    ['Validate every epochs', '0', /Got 0; allowed: at least 1/],
  ];
  for (const [field, given] of mistakes)
    await page.getByRole('textbox', { name: field, exact: true }).fill(given);
  for (const lambda of ['Weights L1', 'Weights L2', 'Biases L1', 'Biases L2']) {
    await page.getByRole('textbox', { name: lambda, exact: true }).first().fill('-1');
  }

  for (const [field, given, answer] of mistakes) {
    const input = page.getByRole('textbox', { name: field, exact: true });
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    await expect(input).toHaveAccessibleDescription(answer);
    await expect(input).toHaveValue(given);
  }
  await expect(
    page.getByRole('textbox', { name: 'Weights L2', exact: true }).first(),
  ).toHaveAccessibleDescription(/Got -1; allowed: at least 0/);
  await expect(page.getByRole('button', { name: /Train 1 run/ })).toBeDisabled();
  expect(storedRuns(app.dataDir)).toEqual([]);

  await app.open('/settings');
  await app.open('/runs/new');
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('-1');
});

test('broken JSON says where it breaks and stays as it was typed', async ({ app }) => {
  await app.open('/runs/new?preset=chapter-100x64');
  const { page } = app;
  await page.getByRole('tab', { name: 'JSON' }).click();
  const editor = page.getByRole('textbox', { name: 'Run config as JSON' });
  await editor.fill('{ "name": "half a con');
  await expect(editor).toHaveAttribute('aria-invalid', 'true');
  await expect(editor).toHaveValue('{ "name": "half a con');
  await expect(page.getByRole('button', { name: /Train 1 run/ })).toBeDisabled();

  await editor.fill('{ "layers": [{ "kind": "dense", "units": 5 }, { "kind": "softmax" }], "lambda": 3 }');
  await page.getByRole('button', { name: '2 errors to fix' }).click();
  await expect(page.getByRole('dialog', { name: '2 errors to fix' })).toContainText(/lambda.*unknown field/i);
  await expect(page.getByRole('dialog', { name: '2 errors to fix' })).toContainText(/got 5/i);
  expect(storedRuns(app.dataDir)).toEqual([]);
});

test('a run that would not fit into memory is refused, with what it would need', async ({ app }) => {
  const { page } = app;
  await app.open('/runs/new?preset=chapter-100x64');
  await page.getByRole('tab', { name: 'JSON' }).click();
  const dense = (units: number) => ({ kind: 'dense', units });
  const layers = [
    dense(60_000),
    { kind: 'relu' },
    dense(60_000),
    { kind: 'relu' },
    dense(3),
    { kind: 'softmax' },
  ];
  await page.getByRole('textbox', { name: 'Run config as JSON' }).fill(JSON.stringify({ layers }));
  await expect(page.getByRole('alert')).toContainText(
    /would need \d+ GiB of memory; at most 4.0 GiB is allowed/,
  );
  await expect(page.getByRole('button', { name: /Train 1 run/ })).toBeDisabled();
});
