import { expect, test } from 'vitest';
import { encodeTable, type RunConfig } from '#experiments';
import { configOf } from './pool-fixture.ts';
import { readTable } from './read-table.ts';

const samples = {
  samples: 3,
  features: 2,
  classes: 2,
  inputs: Float64Array.of(1, 2, 3, 4, 5, 6),
  targets: Int32Array.of(0, 1, 0),
};
const chunks = [...encodeTable({ features: ['x', 'y'], label: 'c', labels: ['a', 'b'], samples })];
const table: RunConfig['dataset'] = {
  kind: 'table',
  digest: '0'.repeat(64),
  ...{ name: 'points.csv', rows: 3, features: 2, classes: 2 },
  ...{ standardize: true, stratified: true, trainingShare: 1, labelNoise: 0 },
};

/** A mailbox over `chunks`, in which the run must stop before request number `stopBefore`. */
function mailboxOf(stopBefore = Infinity) {
  const asked: number[] = [];
  return {
    asked,
    waitWhilePaused: () => Promise.resolve(asked.length < stopBefore),
    wantTable(chunk: number) {
      asked.push(chunk);
      return Promise.resolve(chunks[chunk] ?? null);
    },
  };
}

test('a table is requested chunk by chunk, to its end', async () => {
  const mailbox = mailboxOf();
  expect(await readTable({ dataset: table }, mailbox)).toEqual(samples);
  expect(mailbox.asked).toEqual([0, 1, 2, 3, 4]);
});

test('a run that must stop requests no more', async () => {
  const mailbox = mailboxOf(2);
  expect(await readTable({ dataset: table }, mailbox)).toBe('stopped');
  expect(mailbox.asked).toEqual([0, 1]);
});

test('drawn data need no table', async () => {
  const mailbox = mailboxOf();
  expect(await readTable(configOf({}), mailbox)).toBeNull();
  expect(mailbox.asked).toEqual([]);
});
