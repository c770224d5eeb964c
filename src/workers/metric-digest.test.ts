import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTraining, epochColumn } from '#engine';
import { createMetricDigest } from './metric-digest.ts';
import { configOf } from './pool-fixture.ts';

const final = { dataLoss: 0.5, accuracy: 0.75, validationLoss: 1, validationAccuracy: 0.25 };
const config = configOf({ name: 'digested', epochs: 40 });
const run = { ancestry: [{ config: configOf({ name: 'parent' }), until: 3 }], config };
const rows = Array.from({ length: 40 }, (_, epoch) =>
  Float64Array.of(epoch, Math.sqrt(epoch), -1 / (epoch + 1)),
);

function digestOf(given: readonly Float64Array[], digested = run): string {
  const digest = createMetricDigest(3);
  for (const row of given) digest.record(row);
  return digest.end(final, digested);
}

/** Names, and fields that configs got later, which all mean "as before" in this config. */
const leftOut = ['name', 'initialization', 'positions', 'schedule'];

/** The definition, word for word. */
function byDefinition(): string {
  const float64 = (values: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(8 * values.length);
    values.forEach((value, index) => bytes.writeDoubleLE(value, 8 * index));
    return bytes;
  };
  const sha = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(([key]) => !leftOut.includes(key));
    return Object.fromEntries(
      entries.sort(([a], [b]) => a.localeCompare(b, 'en')).map(([k, v]) => [k, sorted(v)]),
    );
  };
  let chain: Buffer = Buffer.alloc(32);
  for (const first of [0, 16])
    chain = sha(chain, float64(rows.slice(first, first + 16).flatMap((row) => [...row])));
  const rest = float64(rows.slice(32).flatMap((row) => [...row]));
  return sha(chain, rest, float64([0.5, 0.75, 1, 0.25]), Buffer.from(JSON.stringify(sorted(run)))).toString(
    'hex',
  );
}

test('a digest is the chain of its definition', () => {
  expect(digestOf(rows)).toBe(byDefinition());
});

test('it continues from a state to the same end, wherever it was interrupted', () => {
  for (const at of [0, 1, 15, 16, 17, 39, 40]) {
    const before = createMetricDigest(3);
    for (const row of rows.slice(0, at)) before.record(row);
    const after = createMetricDigest(3, before.state());
    for (const row of rows.slice(at)) after.record(row);
    expect(after.end(final, run)).toBe(digestOf(rows));
  }
});

test('all NaNs are equal, names do not matter, and any other bit does', () => {
  const odd = rows.map((row) => row.slice());
  const usual = rows.map((row) => row.slice());
  new DataView(odd[20]!.buffer).setBigUint64(8, 0xfff8_0000_0000_0001n, true);
  usual[20]![1] = NaN;
  expect(digestOf(odd)).toBe(digestOf(usual));
  expect(digestOf(rows, { ...run, config: { ...config, name: 'renamed' } })).toBe(digestOf(rows));
  expect(digestOf(rows, { ...run, config: { ...config, evaluateEvery: 9 } })).not.toBe(digestOf(rows));
  expect(digestOf(rows, { ...run, ancestry: [] })).not.toBe(digestOf(rows));
  const moved = rows.map((row) => row.slice());
  new Uint8Array(moved[39]!.buffer)[0]! ^= 1;
  expect(digestOf(moved)).not.toBe(digestOf(rows));
});

test('a schedule matters; the absence of one does not', () => {
  const { schedule, ...before } = config.optimizer;
  expect(schedule).toBeNull();
  const older = { ...config, optimizer: before as typeof config.optimizer };
  expect(digestOf(rows, { ...run, config: older })).toBe(digestOf(rows));
  const cosine = { kind: 'cosine', minimum: 0, warmupUpdates: 0 } as const;
  const scheduled = { ...config, optimizer: { ...config.optimizer, schedule: cosine } };
  expect(digestOf(rows, { ...run, config: scheduled })).not.toBe(digestOf(rows));
});

test('a field added later does not change a digest while it means "as before"', () => {
  const spiral = { ...config.dataset, positions: 'grid' };
  expect(digestOf(rows, { ...run, config: { ...config, dataset: spiral as typeof config.dataset } })).toBe(
    digestOf(rows),
  );
  expect(digestOf(rows, { ...run, config: { ...config, initialization: 'heNormal' } })).not.toBe(
    digestOf(rows),
  );
  const random = { ...config.dataset, positions: 'random' };
  expect(
    digestOf(rows, { ...run, config: { ...config, dataset: random as typeof config.dataset } }),
  ).not.toBe(digestOf(rows));
});

// From an engine without evaluation of the training set.
test.each([
  [{ batchSize: 16 }, 'ae4a43014fc8c0098d32c81a2c6dc120fa7a7c5a716e42744549555241b52168'],
  [{ batchSize: null }, '60dea3f06bf2d11cb2344e83e8fc0b4e4a254eac98d8aec7a2571884ad07c3c1'],
  [{ batchSize: 1000, evaluateEvery: 3 }, '93620a82dfa25461a0fb07c5bfda89d92980301c8cd2d422c9090474dcf92447'],
])('a run with dropout keeps its original digest, %j', (changes, expected) => {
  const [dense, relu, ...rest] = config.layers;
  const layers = [dense!, relu!, { kind: 'dropout' as const, rate: 0.2 }, ...rest];
  const thinned = configOf({ epochs: 40, layers, ...changes });
  const training = createTraining(thinned);
  const digest = createMetricDigest(training.rowLength);
  const row = new Float64Array(training.rowLength);
  while (training.advance(1, row) > 0) {
    row[epochColumn.evaluatedDataLoss]! += 1; // not part of any digest
    digest.record(row);
  }
  expect(digest.end(training.evaluate(), { ancestry: [], config: thinned })).toBe(expected);
});
