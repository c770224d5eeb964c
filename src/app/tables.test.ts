import { expect, test } from 'vitest';
import type { Client, ImportedSummary, RunConfigInput, TableSummary } from '#api';
import { endlessConfig, failureOf, shareTestApp, smallConfig } from './app-fixture.ts';

const shared = shareTestApp();

/** Two clouds of 30 rows each: class b is 3 to the right of class a. */
const flowers = [
  'length,width,kind',
  ...Array.from({ length: 60 }, (_, row) => {
    const isB = row % 2;
    return `${Math.sin(row) + 3 * isB},${Math.cos(row * row)},${isB ? 'b' : 'a'}`;
  }),
].join('\n');

async function importText(
  client: Client,
  text: string,
  options: { badRows?: 'leaveOut'; label?: string } = {},
): Promise<ImportedSummary> {
  const bytes = new TextEncoder().encode(text);
  const { import: id } = await client.beginTableImport({ name: 'flowers.csv', ...options });
  for (let from = 0; from < bytes.length; from += 100) {
    await client.pushTableImport({ import: id, bytes: bytes.subarray(from, from + 100) });
  }
  return client.finishTableImport({ import: id });
}

function configOf({ digest, name, rows, features, labels }: TableSummary): RunConfigInput {
  return smallConfig({
    dataset: { kind: 'table', digest, name, rows, features: features.length, classes: labels.length },
    validation: { share: 0.25 },
    test: { share: 0.2 },
    layers: [{ kind: 'dense', units: 4 }, { kind: 'relu' }, { kind: 'dense', units: 2 }, { kind: 'softmax' }],
    optimizer: { kind: 'adam', learningRate: 0.05 },
  });
}

test('a file becomes a table, once, and is listed', async () => {
  const { client } = shared();
  const looking = await client.beginTableInspection({});
  await client.pushTableImport({ ...looking, bytes: new TextEncoder().encode(flowers) });
  await expect(client.finishTableImport(looking)).rejects.toMatchObject({ code: 'invalidInput' });
  expect(await client.finishTableInspection({ ...looking, isWhole: true })).toMatchObject({
    delimiter: ',',
    header: true,
    columns: [
      { name: 'length', numeric: true },
      { name: 'width', numeric: true },
      { name: 'kind', numeric: false },
    ],
    questions: [],
  });
  const table = await importText(client, flowers);
  expect(table).toMatchObject({
    name: 'flowers.csv',
    rows: 60,
    features: ['length', 'width'],
    label: 'kind',
    labels: ['a', 'b'],
    leftOut: { count: 0, first: [] },
    constantFeatures: [],
    classCounts: [30, 30],
    runs: 0,
  });
  expect(table.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await importText(client, flowers)).toEqual({ ...table, alreadyStored: true });
  expect((await client.listTables()).tables).toEqual([expect.objectContaining({ digest: table.digest })]);
});

test('a run learns from a table, keeps its test set hidden, and can be verified', async () => {
  const { client, until, verifyRun } = shared();
  const table = await importText(client, flowers);
  const { runs } = await client.createRuns({ configs: [configOf(table)] });
  const { id } = runs[0]!;
  const done = await until(id, ({ status }) => status === 'completed' || status === 'failed');
  expect(done).toMatchObject({ status: 'completed', error: null, test: null });
  expect(done.final!.validationAccuracy).toBeGreaterThan(0.9);

  expect((await failureOf(client.readConfusion({ id, set: 'test' }))).message).toBe(
    `run ${done.name} (${id}) has a test set that has not been revealed`,
  );
  const revealed = await client.revealTest({ id });
  expect(revealed.test!.metrics!.accuracy).toBeGreaterThan(0.8);
  expect(revealed.test!.metrics!.dataLoss).toBeGreaterThan(0);
  expect((await client.revealTest({ id })).test).toEqual(revealed.test);
  for (const [set, samples, accuracy] of [
    ['validation', 15, done.final!.validationAccuracy],
    ['test', 12, revealed.test!.metrics!.accuracy],
  ] as const) {
    const { epoch, matrix } = await client.readConfusion({ id, set });
    expect([epoch, matrix.length]).toEqual([100, 4]);
    expect(matrix.reduce((sum, count) => sum + count)).toBe(samples);
    expect((matrix[0]! + matrix[3]!) / samples).toBe(accuracy);
  }
  expect(await verifyRun(id, () => undefined)).toEqual({ equal: true, epochs: 100, digest: done.digest });

  const inUse = await failureOf(client.deleteTable({ digest: table.digest }));
  const name = runs[0]!.name;
  expect(inUse.message).toBe(
    `1 run is trained on table flowers.csv and could not be repeated without it: ${name}. Move it to the trash and empty the trash first`,
  );
  expect((await client.getTable({ digest: table.digest })).latestRuns).toEqual([
    { id: runs[0]!.id, name, trashed: false },
  ]);
  await client.trashRuns({ ids: [id] });
  await client.emptyTrash();
  expect(await client.deleteTable({ digest: table.digest })).toEqual({ tables: [], unreadable: [] });
});

test('a missing or different table is refused before anything is created', async () => {
  const { client } = shared();
  const table = await importText(client, flowers);
  const absent = { ...table, digest: '0'.repeat(64) };
  expect((await failureOf(client.createRuns({ configs: [configOf(absent)] }))).message).toBe(
    `no table has the digest ${absent.digest}; import its file first`,
  );
  const other = { ...table, rows: 61 };
  expect((await failureOf(client.createRuns({ configs: [configOf(table), configOf(other)] }))).message).toBe(
    'dataset: got 61, 2, 2, 0 rows, features, classes and rows for test; table flowers.csv has 60, 2, 2, 0',
  );
  expect((await client.listRuns()).total).toBe(0);
});

test('a file with bad rows is refused with their lines, or imported without them on request', async () => {
  const { client } = shared();
  const refused = await failureOf(importText(client, `${flowers}\n1,x,a\n1,2\n`));
  expect(refused.code).toBe('invalidInput');
  expect(refused.message).toContain('2 of 62 rows cannot be used: line 62: column "width" has "x"');
  expect(refused.details).toMatchObject({ badRows: { count: 2, first: [{ line: 62 }, { line: 63 }] } });
  const { rows, leftOut } = await importText(client, `${flowers}\n1,x,a\n1,2\n`, { badRows: 'leaveOut' });
  expect([rows, leftOut.count]).toEqual([60, 2]);
});

test('an import that failed or was cancelled is over', async () => {
  const { client } = shared();
  const { import: id } = await client.beginTableImport({ name: 'latin.csv' });
  const wrong = await failureOf(
    client.pushTableImport({ import: id, bytes: Uint8Array.of(97, 44, 233, 10) }),
  );
  expect(wrong.message).toContain('byte E9 at position 2 (line 1) is not UTF-8');
  expect((await failureOf(client.finishTableImport({ import: id }))).message).toBe(
    `import ${id} is not in progress: choose the file again`,
  );
  const second = await client.beginTableImport({ name: 'a.csv' });
  await client.cancelTableImport(second);
  expect((await failureOf(client.finishTableImport(second))).code).toBe('notFound');
});

test('a test set that no run has measured cannot be revealed', async () => {
  const { client, until } = shared();
  const { runs } = await client.createRuns({
    configs: [smallConfig(), endlessConfig({ test: { samplesPerClass: 5 } })],
  });
  const [plain, long] = runs.map(({ id }) => id) as [string, string];
  await until(plain, ({ status }) => status === 'completed');
  expect((await failureOf(client.revealTest({ id: plain }))).message).toBe(
    `run small (${plain}) has no test set; give \`test\` in the config of a new run`,
  );
  await until(long, ({ status }) => status === 'running');
  expect((await failureOf(client.revealTest({ id: long }))).message).toBe(
    `run small (${long}) is running; its test set is evaluated when it ends`,
  );
  await client.stopRuns();
});

test('inspecting a table shows what is in its columns', async () => {
  const { client } = shared();
  const table = await importText(client, flowers);
  const { description, latestRuns, ...summary } = await client.getTable({ digest: table.digest });
  expect({ ...summary, alreadyStored: table.alreadyStored }).toEqual(table);
  expect(latestRuns).toEqual([]);
  const lengths = Array.from({ length: 60 }, (_, row) => Math.sin(row) + 3 * (row % 2));
  expect(description.means[0]).toBeCloseTo(lengths.reduce((sum, length) => sum + length, 0) / 60, 12);
  expect(description.minima[0]).toBe(Math.min(...lengths));
  expect(description.maxima[0]).toBe(Math.max(...lengths));
  expect(description.sample.rows).toBe(60);
  expect([...description.sample.classes.subarray(0, 4)]).toEqual([0, 1, 0, 1]);
  expect((await failureOf(client.getTable({ digest: '0'.repeat(64) }))).code).toBe('notFound');
});

test('a preview of a table shows its first two features', async () => {
  const { client } = shared();
  const table = await importText(client, flowers);
  const { dataset, validation, test: held, layers } = configOf(table);
  const preview = await client.previewDataset({ dataset, validation, test: held, layers, seed: 0 });
  expect([preview.training.x.length, preview.validation.x.length]).toEqual([33, 15]);
  const mean = preview.training.y.reduce((sum, value) => sum + value, 0) / 33;
  expect(Math.abs(mean)).toBeLessThan(1e-12);
  expect(preview.inputs).toBeNull();

  const { training, inputs } = await client.previewDataset({
    dataset,
    validation,
    test: held,
    layers,
    seed: 0,
    inputs: true,
  });
  expect(inputs).toMatchObject({ stride: 1, features: 2, labels: training.labels });
  expect([...inputs!.values.subarray(0, 4)]).toEqual([training.x[0], training.y[0], training.x[1], training.y[1]]); // oxfmt-ignore
});

test('a preview counts the rows of each class in each set', async () => {
  const { client } = shared();
  const rare = [...flowers.split('\n'), '9,9,c', '8,9,c'].join('\n');
  const table = await importText(client, rare);
  const { dataset, layers } = configOf(table);
  const split = { dataset: dataset!, layers, seed: 0 };
  const preview = await client.previewDataset({
    ...split,
    validation: { share: 0.25 },
    test: { share: 0.2 },
  });
  const { training, validation, test: tested } = preview.classCounts;
  expect([training.length, validation.length, tested!.length]).toEqual([3, 3, 3]);
  expect(training.map((count, label) => count + validation[label]! + tested![label]!)).toEqual([30, 30, 2]);
  const folds = await failureOf(client.previewDataset({ ...split, validation: { folds: 3 } }));
  expect(folds.message).toBe(
    'validation.folds: got 3; class c has 2 rows; allowed: at most 2 folds, or "stratified": false',
  );
});

test('runs with folds learn from all of a table except their fold, and too many folds are refused', async () => {
  const { client, until } = shared();
  const table = await importText(client, flowers);
  const config = { ...configOf(table), test: null };
  const folds = [0, 1].map((fold) => ({ ...config, validation: { folds: 2, fold } }));
  const { runs } = await client.createRuns({ configs: folds });
  for (const { id } of runs) {
    const done = await until(id, ({ status }) => status === 'completed' || status === 'failed');
    expect(done).toMatchObject({ status: 'completed', error: null });
  }
  const refused = await failureOf(client.createRuns({ configs: [{ ...config, validation: { folds: 31 } }] }));
  expect(refused.message).toContain('class a has 30 rows; allowed: at most 30 folds');
});

test('a table of texts and gaps with a test file is trained on, tested on that file, and verified', async () => {
  const { client, until, verifyRun } = shared();
  const rowsOf = (count: number, offset: number) =>
    Array.from({ length: count }, (_, index) => {
      const row = index + offset;
      return `${row % 5 === 2 ? '?' : (row % 7) + 4 * (row % 2)},${['red', 'blue', 'green'][row % 3]!},${row % 2 ? 'b' : 'a'}`;
    });
  const file = (rows: string[]) => new TextEncoder().encode(`size,colour,kind\n${rows.join('\n')}\n`);
  const begun = await client.beginTableImport({
    name: 'things.csv',
    oneHot: ['colour'],
    missing: { size: 'median' },
  });
  await client.pushTableImport({ ...begun, bytes: file(rowsOf(40, 0)) });
  await client.pushTableImport({ ...begun, bytes: file(rowsOf(10, 40)), file: 'test' });
  const table = await client.finishTableImport(begun);
  // Folds use only the rows of the other file.
  const many = { ...configOf(table), test: null, validation: { folds: 21 } };
  const refused = await failureOf(client.createRuns({ configs: [many] }));
  expect(refused.message).toContain('class a has 20 rows; allowed: at most 20 folds');
  expect(table).toMatchObject({
    rows: 50,
    testRows: 10,
    features: ['size', 'colour=blue', 'colour=green', 'colour=red'],
    classCounts: [20, 20],
    columns: [
      { kind: 'number', name: 'size', fill: 'median', missing: 10 },
      { kind: 'oneHot', name: 'colour', categories: ['blue', 'green', 'red'], fill: null },
    ],
  });
  const config = { ...configOf(table), test: { file: true } as const };
  const dataset = { ...(config.dataset as object), testRows: 10 } as NonNullable<RunConfigInput['dataset']>;
  expect((await failureOf(client.createRuns({ configs: [config] }))).message).toContain(
    'test: got {"file": true}; the dataset has no test file',
  );
  const { runs } = await client.createRuns({ configs: [{ ...config, dataset }] });
  const { id } = runs[0]!;
  const done = await until(id, ({ status }) => status === 'completed' || status === 'failed');
  expect(done).toMatchObject({ status: 'completed', error: null });
  expect(await verifyRun(id, () => undefined)).toMatchObject({ equal: true, digest: done.digest });
  await client.revealTest({ id });
  const { matrix } = await client.readConfusion({ id, set: 'test' });
  expect(matrix.reduce((sum, count) => sum + count)).toBe(10);

  const { validation, test: held, layers } = { ...config };
  const preview = await client.previewDataset({ dataset, validation, test: held, layers, seed: 0 });
  expect([preview.training.x.length, preview.validation.x.length]).toEqual([30, 10]);
  const { description } = await client.getTable({ digest: table.digest });
  expect([...description.missing]).toEqual([8, 0, 0, 0]);
});
