import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { decodeTable, encodeTable, type LabelledTable } from './stored-table.ts';

const table: LabelledTable = {
  features: ['größe', 'b'],
  label: 'class',
  labels: ['no', 'yes'],
  samples: {
    samples: 3,
    features: 2,
    classes: 2,
    inputs: Float64Array.of(0.1, -0, 1e-300, 4, 5, 6),
    targets: Int32Array.of(1, 0, 1),
  },
};
const bytes = [...encodeTable(table)].flatMap((chunk) => [...chunk]);

/** Gaps, texts and a test file. */
const mixed: LabelledTable = {
  ...table,
  features: ['age', 'sex=f', 'sex=m'],
  samples: {
    ...table.samples,
    testRows: 1,
    columns: [
      { kind: 'number', name: 'age', fill: 'median' },
      { kind: 'oneHot', name: 'sex', categories: ['f', 'm'], fill: null },
    ],
    inputs: Float64Array.of(NaN, 1, 30, 0, 2.5, 1),
  },
};

it('keeps its columns, its gaps, and which rows are for test', () => {
  expect(decodeTable(encodeTable(mixed))).toEqual(mixed);
});

it('of numbers with a test file describes every column', () => {
  const tested = { ...table, samples: { ...table.samples, testRows: 1 } };
  const columns = table.features.map((name) => ({ kind: 'number', name, fill: null }));
  expect(decodeTable(encodeTable(tested))).toEqual({ ...tested, samples: { ...tested.samples, columns } });
});

// SHA-256 of the same bytes written by Python's struct.
it('of numbers only has the same digest as ever', () => {
  const digest = createHash('sha256').update(Uint8Array.from(bytes)).digest('hex');
  expect(digest).toBe('9cc050c5a0a06a53a40794e7f3673a30aec79b098f2db81d007ffd46e4bca48d');
});

it.each([1, 7, 1000])('comes back bit for bit from chunks of %i', (size) => {
  const chunks: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += size)
    chunks.push(Uint8Array.from(bytes.slice(from, from + size)));
  expect(decodeTable(chunks)).toEqual(table);
});

it('has the same bytes whenever it is written, and large tables come in chunks', () => {
  expect([...encodeTable(table)].flatMap((chunk) => [...chunk])).toEqual(bytes);
  const rows = 100_000;
  const large = {
    ...table,
    samples: {
      ...table.samples,
      samples: rows,
      inputs: new Float64Array(2 * rows),
      targets: new Int32Array(rows),
    },
  };
  const sizes = [...encodeTable(large)].map(({ length }) => length);
  expect(Math.max(...sizes)).toBe(1024 * 1024);
  const headerGrowth = '100000'.length - '3'.length;
  const rowBytes = 2 * 8 + 4;
  expect(sizes.reduce((sum, size) => sum + size)).toBe(bytes.length + headerGrowth + (rows - 3) * rowBytes);
});

it.each([
  ['too short', bytes.slice(0, -1), 'the stored table is damaged: it is too short'],
  ['too long', [...bytes, 0], 'the stored table is damaged: it is too long'],
  [
    'of another version',
    [9, ...bytes.slice(1)],
    'the stored table has version 9; allowed: 1 and 2, what this program writes',
  ],
  ['nothing', [], 'the stored table is damaged: it is too short'],
])('refuses bytes that are %s', (_name, wrong, message) => {
  expect(() => decodeTable([Uint8Array.from(wrong)])).toThrow(message);
});
