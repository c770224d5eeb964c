import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTraining, epochColumn, penaltyOffset, penaltyParts, type EpochColumn } from '#engine';
import { createFastNetwork } from '../engine/kernels/fast-network.ts';
import { relativeDifference } from '../engine/reference/closeness.ts';
import { trainingConfigOf, type ReferenceCase } from '../engine/reference/reference-case.ts';
import { createLayeredNetwork } from '../engine/training/layered-network.ts';
import { formatEpochLine } from './chapter-lines.ts';
import { presets } from './presets.ts';

interface ReferenceRow extends Record<Exclude<EpochColumn, 'validated'>, number> {
  readonly layerPenalties: readonly number[];
}

const directory = join(import.meta.dirname, '../engine/reference');
const read = (file: string): string => readFileSync(join(directory, file), 'utf8');
const printed = read('chapter-printed.csv').trim().split('\n').slice(1);

/** Two builds of NumPy agree only this far, because the training is chaotic. */
const tolerance = (epoch: number): number => (epoch <= 100 ? 1e-9 : 1e-6);
const compared = [
  'loss',
  'dataLoss',
  'regularizationLoss',
  'accuracy',
  'validationLoss',
  'validationAccuracy',
] as const;

const networks = { readable: createLayeredNetwork, fast: createFastNetwork };
const cases = presets.flatMap(({ name, config }) =>
  Object.entries(networks).map(([network, create]) => {
    // The readable network takes a twentieth of a second per epoch of the largest experiment.
    const lastEpoch = network === 'readable' && name === 'chapter-1000x512' ? 50 : 200;
    return { name, config, network, create, lastEpoch };
  }),
);

describe.each(cases)('$name, $network network', ({ name, config, create, lastEpoch }) => {
  const reference = JSON.parse(read(`${name}.json`)) as { case: ReferenceCase; rows: ReferenceRow[] };
  const expectedRows = reference.rows.filter(({ epoch }) => epoch <= lastEpoch);
  const rows: Float64Array[] = [];

  beforeAll(() => {
    const training = createTraining(
      { ...config, evaluateEvery: 1 },
      { createNetwork: (network, start) => create(network, start) },
    );
    const buffer = new Float64Array((lastEpoch + 1) * training.rowLength);
    expect(training.advance(lastEpoch + 1, buffer)).toBe(lastEpoch + 1);
    for (let start = 0; start < buffer.length; start += training.rowLength) {
      rows.push(buffer.subarray(start, start + training.rowLength));
    }
  }, 240_000);

  it('is the experiment of the reference', () => {
    expect(config).toEqual({ ...trainingConfigOf(reference.case, 10_001), name, evaluateEvery: 10 });
  });

  it(`has its rows up to epoch ${lastEpoch}`, () => {
    expect(expectedRows.at(-1)!.epoch).toBe(lastEpoch);
    for (const expected of expectedRows) {
      const row = rows[expected.epoch]!;
      for (const column of compared) {
        expect(
          relativeDifference(row[epochColumn[column]]!, expected[column]),
          `${column} at epoch ${expected.epoch}`,
        ).toBeLessThanOrEqual(tolerance(expected.epoch));
      }
      expected.layerPenalties.forEach((penalty, layer) => {
        const sum = penaltyParts.reduce((total, part) => total + row[penaltyOffset(layer, part)]!, 0);
        expect(relativeDifference(sum, penalty)).toBeLessThanOrEqual(tolerance(expected.epoch));
      });
    }
  });

  it('has its learning rate to the last digits', () => {
    for (const { epoch, learningRate } of expectedRows) {
      const got = rows[epoch]![epochColumn.learningRate]!;
      expect(relativeDifference(got, learningRate), `epoch ${epoch}`).toBeLessThanOrEqual(1e-15);
    }
  });

  it.each([0, 100, 200].filter((epoch) => epoch <= lastEpoch))('prints the line of epoch %i', (epoch) => {
    const row = rows[epoch]!;
    const metric = (column: EpochColumn): number => row[epochColumn[column]]!;
    const line = printed.find((text) => text.startsWith(`${name},${epoch},`))!;
    const [, , accuracy, loss, dataLoss, regularizationLoss, learningRate] = line.split(',');
    expect(
      formatEpochLine({
        epoch,
        accuracy: metric('accuracy'),
        loss: metric('loss'),
        dataLoss: metric('dataLoss'),
        regularizationLoss: metric('regularizationLoss'),
        learningRate: metric('learningRate'),
      }),
    ).toBe(
      `epoch: ${epoch} acc: ${accuracy} loss: ${loss} ` +
        `(data_loss: ${dataLoss} reg_loss: ${regularizationLoss}) lr: ${learningRate}`,
    );
  });
});
