import { describe, expect, it } from 'vitest';
import { presets } from '#api';
import {
  bestMark,
  createLineMaker,
  createSmoother,
  divergedMark,
  onsetMark,
  trainingMetrics,
} from './run-lines.ts';

const epochs = Float64Array.of(0, 1, 2);

describe('createLineMaker', () => {
  it('keeps the line of points that did not change', () => {
    const make = createLineMaker();
    const dataLoss = { epochs, values: Float64Array.of(3, 2, 1) };
    const [first] = make(['dataLoss'], new Map([['dataLoss', dataLoss]]));
    const [second] = make(['dataLoss'], new Map([['dataLoss', dataLoss]]));
    expect(second).toBe(first);
    expect(first).toMatchObject({ key: 'dataLoss', label: 'data loss', role: 'train' });
  });
  it('makes an empty line of a metric that is not read yet', () => {
    expect(createLineMaker()(['layerPenalties.1'], new Map())[0]).toMatchObject({
      label: 'dense 2',
      role: 'penalty',
      epochs: new Float64Array(),
    });
  });
});

it('marks the lowest validation loss with its value and epoch', () => {
  const best = { epoch: 1250, validationLoss: 0.4711 } as Parameters<typeof bestMark>[0]['best'];
  expect(bestMark({ best })).toEqual([
    {
      kind: 'best',
      group: 'validationLoss',
      epoch: 1250,
      value: 0.4711,
      slot: 1,
      label: 'best 0.4711 at 1,250',
    },
  ]);
  expect(bestMark({ best: null })).toEqual([]);
});

it('puts the cross of divergence where the line broke off', () => {
  const [line] = createLineMaker()(
    ['dataLoss'],
    new Map([['dataLoss', { epochs, values: Float64Array.of(3, 9, NaN) }]]),
  );
  expect(divergedMark({ divergedAt: 2 }, line!, true)).toEqual([
    { kind: 'diverged', group: 'dataLoss', epoch: 2, slot: 0, value: 9, label: 'diverged at epoch 2' },
  ]);
  expect(divergedMark({ divergedAt: null }, line!, true)).toEqual([]);
});

it('smooths a line drawn over the measured one, and keeps both while they stay the same', () => {
  const lines = createLineMaker()(
    ['dataLoss'],
    new Map([['dataLoss', { epochs, values: Float64Array.of(4, 1, 1) }]]),
  );
  const smooth = createSmoother();
  expect(smooth(lines, 0)).toEqual(lines);
  const [line, measured] = smooth(lines, 0.5);
  expect(line).toMatchObject({ key: 'dataLoss', detail: 'smoothed', values: Float64Array.of(4, 2, 10 / 7) });
  expect(measured).toMatchObject({ key: 'dataLoss measured', faint: true, values: lines[0]!.values });
  expect(smooth(lines, 0.5)[0]).toBe(line);
  expect(smooth(lines, 0.9)[0]).not.toBe(line);
});

it('keeps the passes faint if the training set is evaluated separately', () => {
  const plain = presets[0]!.config;
  expect(trainingMetrics({ config: plain })).toMatchObject({ loss: 'dataLoss', passLoss: [] });
  const { loss, passLoss } = trainingMetrics({ config: { ...plain, batchSize: 32 } });
  const values = Float64Array.of(4, 1, 1);
  const points = new Map([loss, ...passLoss].map((metric) => [metric, { epochs, values }]));
  const lines = createLineMaker()([loss, ...passLoss], points, passLoss);
  expect(lines.map(({ key, faint }) => [key, faint])).toEqual([
    ['evaluatedDataLoss', false],
    ['dataLoss', true],
  ]);
  const smoothed = createSmoother()(lines, 0.5);
  expect(smoothed.map(({ key, faint }) => [key, faint])).toEqual([
    ['evaluatedDataLoss', false],
    ['evaluatedDataLoss measured', true],
    ['dataLoss', true],
  ]);
});

it('marks the onset if there is one', () => {
  expect(onsetMark({ epoch: 640 })).toMatchObject([
    { kind: 'onset', epoch: 640, label: 'overfit onset at 640' },
  ]);
  expect(onsetMark({ epoch: null })).toEqual([]);
  expect(onsetMark(null)).toEqual([]);
});
