import { expect, test } from 'vitest';
import { createTraining } from '#engine';
import { digestRows, knownDigest, knownRun } from './known-run.ts';

test('the digest that doctor expects is the one of this engine', () => {
  const training = createTraining(knownRun);
  const rows = new Float64Array(knownRun.epochs * training.rowLength);
  training.advance(knownRun.epochs, rows);
  expect(digestRows([rows])).toBe(knownDigest);
});
