import { expect, test } from 'vitest';
import { createTraining, epochColumn } from '#engine';
import { digestRows, knownDigest } from './known-digest.ts';
import { knownRun } from './known-run.ts';

const training = createTraining(knownRun);
const rows = new Float64Array(knownRun.epochs * training.rowLength);
training.advance(knownRun.epochs, rows);

// Computed from this run in Node 24 on x64; e2e/stories/bits.spec.ts finds the same rows in Chromium.
test('the digest that doctor expects is that of this engine', () => {
  expect(digestRows([rows])).toBe(knownDigest);
});

test('the run that doctor trains is still learning at its end', () => {
  const at = (epoch: number, column: number): number => rows[epoch * training.rowLength + column]!;
  const last = knownRun.epochs - 1;
  expect(at(last, epochColumn.learningRate)).toBeGreaterThan(at(0, epochColumn.learningRate) / 2);
  expect(at(last, epochColumn.accuracy)).toBeGreaterThan(0.6);
  expect(at(last, epochColumn.dataLoss)).toBeLessThan(at(last / 2 - 0.5, epochColumn.dataLoss));
});
