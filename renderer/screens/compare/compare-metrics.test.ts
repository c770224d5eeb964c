import { expect, it } from 'vitest';
import { presets } from '#api';
import { choicesFor } from './compare-metrics.ts';

const plain = { config: presets[0]!.config };
const batched = { config: { ...plain.config, batchSize: 32 } };
const [dense, ...rest] = plain.config.layers;
const thinned = {
  config: { ...plain.config, layers: [dense!, { kind: 'dropout' as const, rate: 0.1 }, ...rest] },
};
const trained = (runs: Parameters<typeof choicesFor>[0]) =>
  choicesFor(runs).flatMap(({ train, validation }) => (validation === undefined ? [] : train));

it('shows the training passes of runs for which they equal the evaluation, at every epoch', () => {
  expect(trained([plain, plain])).toEqual(['dataLoss', 'accuracy']);
});

it.each([
  ['batches', batched],
  ['dropout', thinned],
])('shows all runs as evaluated once one has %s', (_, run) => {
  expect(trained([plain, run])).toEqual(['evaluatedDataLoss', 'evaluatedAccuracy']);
});
