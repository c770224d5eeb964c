import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { CommandInput } from '#api';
import { python, runPythonScripts } from '../../python.fixture.ts';
import { testWith } from '../../system-needs.fixture.ts';
import {
  endlessConfig,
  failureOf,
  shareTestApp,
  smallConfig,
  temporaryFolder,
  type TestApp,
} from '../app-fixture.ts';

const shared = shareTestApp();

async function fetchFile(app: TestApp, query: CommandInput<'prepareRunFile'>) {
  const { ticket, fileName } = await app.client.prepareRunFile(query);
  const chunks: Uint8Array[] = [];
  for await (const chunk of app.takeExport(ticket).chunks) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  return { fileName, bytes, text: bytes.toString() };
}

async function train(app: TestApp, config: ReturnType<typeof smallConfig>): Promise<string> {
  const { runs } = await app.client.createRuns({ configs: [config] });
  await app.until(runs[0]!.id, ({ status }) => status === 'completed');
  return runs[0]!.id;
}

/** A run on 24 rows, with gaps, texts and changed labels. */
async function trainOnTable(app: TestApp): Promise<string> {
  const rows = Array.from({ length: 24 }, (_, row) => {
    const size = row % 5 === 2 ? '?' : String(0.1 * row + 1e-7);
    return `${size},${['red', 'blue'][row % 2]!},${row % 3 === 0 ? 'b' : 'a'}`;
  });
  const begun = await app.client.beginTableImport({
    name: 'things.csv',
    oneHot: ['colour'],
    missing: { size: 'median' },
  });
  await app.client.pushTableImport({
    ...begun,
    bytes: new TextEncoder().encode(`size,colour,kind\n${rows.join('\n')}\n`),
  });
  const { digest, name, features, labels } = await app.client.finishTableImport(begun);
  const ofTable = { kind: 'table', digest, name, rows: 24, labelNoise: 0.1 } as const;
  return train(
    app,
    smallConfig({
      name: 'things: <all> of them',
      dataset: { ...ofTable, features: features.length, classes: labels.length },
      validation: { share: 0.25 },
      layers: [
        { kind: 'dense', units: 4 },
        { kind: 'relu' },
        { kind: 'dense', units: 2 },
        { kind: 'softmax' },
      ],
      optimizer: { kind: 'adam', learningRate: 0.01 },
    }),
  );
}

test('a script, a config and the newest parameters of a run', async () => {
  const app = shared();
  const id = await train(app, smallConfig({ name: 'one run', epochs: 20 }));
  const script = await fetchFile(app, { kind: 'script', id, framework: 'torch' });
  expect(script.fileName).toBe('one-run.py');
  expect(script.text).toMatch(/^# The run "one run" of Lambdascope in PyTorch\.\n/);

  const config = await fetchFile(app, { kind: 'config', id });
  expect(config.fileName).toBe('one-run.json');
  expect(JSON.parse(config.text)).toEqual((await app.client.getRun({ id })).config);

  const parameters = await fetchFile(app, { kind: 'parameters', id });
  expect(parameters.fileName).toBe('one-run-epoch-20.npz');
  const arrays = unzipSync(parameters.bytes);
  expect(Object.keys(arrays)).toEqual(
    ['dense1_weights', 'dense1_biases', 'dense2_weights', 'dense2_biases'].map((name) => `${name}.npy`),
  );
  const { runs } = await app.client.readSnapshots({ ids: [id], at: 'last' });
  const file = Buffer.from(arrays['dense1_weights.npy']!);
  // The final parameters are stored exactly; snapshots have them in float32.
  const weights = Float64Array.from({ length: 8 }, (_, index) => file.readDoubleLE(128 + 8 * index));
  expect(Float32Array.from(weights)).toEqual(runs[0]!.snapshots[0]!.parameters.slice(0, 8));
  expect([...weights].some((value) => value !== Math.fround(value))).toBe(true);

  expect((await fetchFile(app, { kind: 'parameters', id, epoch: 0 })).fileName).toBe('one-run-epoch-0.npz');
  const refused = await failureOf(app.client.prepareRunFile({ kind: 'parameters', id, epoch: 99 }));
  expect([refused.code, refused.message]).toEqual([
    'conflict',
    expect.stringMatching(
      `^run one run \\(${id}\\) has no stored parameters of epoch 99; the nearest: .*, 20$`,
    ),
  ]);
});

test('parameters of an epoch that has a checkpoint are exact', async () => {
  const app = shared();
  const { runs } = await app.client.createRuns({ configs: [endlessConfig()] });
  const { id } = runs[0]!;
  await app.until(id, ({ epochsDone }) => epochsDone > 50);
  await app.client.stopRuns({ ids: [id] });
  const { epochsDone } = await app.until(id, ({ status }) => status === 'stopped');
  const { fileName, bytes } = await fetchFile(app, { kind: 'parameters', id, epoch: epochsDone });
  expect(fileName).toBe(`small-epoch-${epochsDone}.npz`);
  const file = Buffer.from(unzipSync(bytes)['dense1_weights.npy']!);
  expect(file.toString('latin1', 10, 27)).toBe("{'descr': '<f8', ");
  const weights = Float64Array.from({ length: 8 }, (_, index) => file.readDoubleLE(128 + 8 * index));
  const snapshots = await app.client.readSnapshots({ ids: [id], at: 'last' });
  expect(Float32Array.from(weights)).toEqual(snapshots.runs[0]!.snapshots[0]!.parameters.slice(0, 8));
  expect([...weights].some((value) => value !== Math.fround(value))).toBe(true);
});

test('a fork has no script, except where it begins at epoch 0', async () => {
  const app = shared();
  const id = await train(app, smallConfig({ epochs: 10 }));
  const { config } = await app.client.getRun({ id });
  const fork = async (epoch: number) =>
    (await app.client.forkRun({ id, epoch, config: { ...config, name: `from ${epoch}`, epochs: 12 } })).id;
  const later = await fork(5);
  const refused = await failureOf(app.client.prepareRunFile({ kind: 'script', id: later }));
  expect(refused.message).toBe(
    `run from 5 (${later}) continues from epoch 5 of run small (${id}), where no script can begin; ` +
      'export the script of that run, or train this config as a new run',
  );
  expect((await fetchFile(app, { kind: 'script', id: await fork(0) })).fileName).toBe('from-0.py');
});

test('the samples of a run on a table; drawn samples are in its script', async () => {
  const app = shared();
  const { fileName, text } = await fetchFile(app, { kind: 'samples', id: await trainOnTable(app) });
  expect(fileName).toBe('things-all-of-them-samples.csv');
  const lines = text.split('\r\n');
  expect(lines[0]).toBe('set,class,size,colour=blue,colour=red');
  expect(lines.filter((line) => line.startsWith('training,')).length).toBe(18);
  expect(lines.filter((line) => line.startsWith('validation,')).length).toBe(6);
  const drawn = await train(app, smallConfig({ epochs: 2 }));
  const refused = await failureOf(app.client.prepareRunFile({ kind: 'samples', id: drawn }));
  expect(refused.message).toContain('generates its samples (spiral), as its script does');
});

testWith('numpy')('the script of a run on a table prints what was stored', async () => {
  const app = shared();
  const id = await trainOnTable(app);
  const folder = join(temporaryFolder(), 'a folder');
  mkdirSync(folder);
  const files = [await fetchFile(app, { kind: 'script', id }), await fetchFile(app, { kind: 'samples', id })];
  for (const { fileName, bytes } of files) writeFileSync(join(folder, fileName), bytes);
  const [result] = await runPythonScripts([join(folder, files[0]!.fileName)]);
  const series = await app.client.readSeries({ id, metrics: ['loss'], maxPoints: 1000 });
  const stored = series.series.loss!.values;
  expect(stored.length).toBe(100);
  result!.history.forEach(({ loss }, epoch) =>
    expect(Math.abs(loss! / stored[epoch]! - 1)).toBeLessThan(1e-9),
  );
});

testWith('numpy')('NumPy reads the parameters, with their names and shapes', async () => {
  const app = shared();
  const id = await train(app, smallConfig({ epochs: 3 }));
  const { bytes } = await fetchFile(app, { kind: 'parameters', id });
  const file = join(temporaryFolder(), 'parameters.npz');
  writeFileSync(file, bytes);
  const printed = await python([
    '-c',
    `import numpy as np; print({k: v.shape for k, v in np.load(r"${file}").items()})`,
  ]);
  expect(printed).toBe(
    "{'dense1_weights': (2, 4), 'dense1_biases': (4,), 'dense2_weights': (4, 3), 'dense2_biases': (3,)}\n",
  );
});

testWith('numpy')('a script ends with the final parameters of its run', async () => {
  const app = shared();
  const id = await train(app, smallConfig({ epochs: 200 }));
  const folder = temporaryFolder();
  const files = [
    await fetchFile(app, { kind: 'script', id }),
    await fetchFile(app, { kind: 'parameters', id }),
  ];
  const paths = files.map(({ fileName, bytes }) => {
    const path = join(folder, fileName);
    writeFileSync(path, bytes);
    return path;
  });
  const printed = await python([
    '-c',
    `import contextlib, io, runpy, sys
import numpy as np
with contextlib.redirect_stdout(io.StringIO()):
    trained = runpy.run_path(sys.argv[1])["parameters"]
kept = list(np.load(sys.argv[2]).values())
print(len(kept), max(float(np.abs(a.reshape(b.shape) - b).max()) for a, b in zip(trained, kept)))`,
    ...paths,
  ]);
  const [count, difference] = printed.split(' ').map(Number);
  expect([count, difference! < 1e-12]).toEqual([4, true]);
});
