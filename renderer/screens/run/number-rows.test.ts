import { expect, it } from 'vitest';
import { presets, type EpochMetrics, type RunConfig, type RunSummary } from '#api';
import { numberRows, type NumberRow } from './number-rows.ts';

const ends = { dataLoss: 0.1, accuracy: 1, validationLoss: 0.4, validationAccuracy: 0.8 };
const measured: EpochMetrics = {
  ...ends,
  ...{ epoch: 90, loss: 0.2, regularizationLoss: 0.1, learningRate: 0.05, layerPenalties: [] },
  ...{ evaluatedDataLoss: 0.1, evaluatedAccuracy: 1 },
};
const plain: RunConfig = presets[0]!.config;
const dropout: RunConfig = { ...plain, layers: [{ kind: 'dropout', rate: 0.1 }, ...plain.layers] };

function rowsOf(given: Partial<RunSummary>): Partial<Record<NumberRow['key'], NumberRow>> {
  const none = { last: null, lastValidated: null, best: null, final: null, tail: null, averaged: null };
  const rows = numberRows({ config: plain, ...none, ...given } as RunSummary);
  return Object.fromEntries(rows.map((row) => [row.key, row]));
}

it('has the gap at each end: validation minus training loss', () => {
  const { generalizationGap } = rowsOf({ last: measured, final: ends });
  expect(generalizationGap!.last).toBeCloseTo(0.3, 12);
  expect(generalizationGap!.final).toBeCloseTo(0.3, 12);
  expect(generalizationGap!.averaged).toBeNull();
});

it('takes the last epoch that measured validation, and says which', () => {
  const last = { ...measured, epoch: 99, dataLoss: 0.05, validationLoss: null };
  const rows = rowsOf({ last, lastValidated: measured });
  expect(rows.validationLoss).toMatchObject({ last: 0.4, lastAt: 90 });
  expect(rows.dataLoss).toMatchObject({ last: 0.05, lastAt: null });
});

it('distinguishes passes with dropout from evaluations, which alone exist at the ends', () => {
  expect(rowsOf({ final: ends }).dataLoss!.final).toBe(0.1);
  expect(rowsOf({ final: ends }).evaluatedDataLoss).toBeUndefined();
  const apart = rowsOf({ config: dropout, final: ends });
  expect(apart.dataLoss!.final).toBeNull();
  expect(apart.evaluatedDataLoss!.final).toBe(0.1);
});
