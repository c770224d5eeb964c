import { presets, type SeriesMetric } from '#api';
import { describe, expect, it } from 'vitest';
import { epochAxis } from './epoch-axis.ts';
import { lossFigure } from './loss-figure.ts';
import { asShares, lossParts, lossTable, stackLoss } from './loss-parts.ts';

const { config } = presets[0]!;

describe('the parts of a loss', () => {
  const parts = lossParts(config.layers);
  const series = (values: number[]) => ({
    epochs: Float64Array.from(values.keys()),
    values: Float64Array.from(values),
  });

  it('are the data loss and what has a lambda', () => {
    expect(parts.map(({ metric, label }) => [metric, label])).toEqual([
      ['dataLoss', 'data loss'],
      ['layerPenalties.0.weightL2', 'dense 1, weights L2'],
      ['layerPenalties.0.biasL2', 'dense 1, biases L2'],
    ]);
  });

  it('keep the lowest and highest epoch of every stretch, with the parts at that epoch', () => {
    const loss = Array.from({ length: 1000 }, (_, epoch) => (epoch === 502 ? 50 : 1));
    const points = new Map<SeriesMetric, ReturnType<typeof series>>([
      ['dataLoss', series(loss)],
      ['layerPenalties.0.weightL2', series(loss.map((_, epoch) => epoch / 1000))],
      ['layerPenalties.0.biasL2', series(loss.map(() => 0))],
    ]);
    const stack = stackLoss(parts, points, epochAxis(0, 1000, false), 10);
    expect(stack.epochs).toHaveLength(20);
    const at = stack.epochs.indexOf(502);
    expect(stack.values.map((part) => part[at])).toEqual([50, 0.502, 0]);
    expect(lossTable(parts, stack).rows[at]).toEqual([502, 50, 0.502, 0, 50.502]);
    expect(asShares(stack).values[0]![at]).toBeCloseTo(50 / 50.502, 12);
  });

  it('are empty until every part is read', () => {
    expect(stackLoss(parts, new Map([['dataLoss', series([1])]]), epochAxis(0, 1, false)).epochs).toEqual([]);
  });
});

describe('epochAxis', () => {
  it('gives the first epoch a slot before the decades', () => {
    const axis = epochAxis(0, 10_001, true);
    expect([0, 1, 10, 10_000].map(axis.position)).toEqual([-0.5, 0, 1, 4]);
    expect(axis.ticks.map(({ label }) => label)).toEqual(['0', '1', '10', '100', '1,000', '10,000']);
    expect(epochAxis(500, 700, true).ticks.map(({ label }) => label)).toEqual(['500', '501', '510', '600']);
  });
});

describe('the figure of a loss', () => {
  const parts = lossParts(config.layers);
  const amounts = { epochs: [0, 10], values: [[3, NaN], [0.75, 1], [0.25, 1]] }; // oxfmt-ignore
  const look = {
    key: 'k',
    message: null,
    controls: [],
    axis: epochAxis(0, 10, false),
    at: 10,
    slotOf: () => 4,
  };

  it('stacks each part on those before it, and breaks where the loss does', () => {
    const { plot, finding } = lossFigure(parts, amounts, { ...look, isShare: false });
    const marks = plot.kind === 'chart' ? plot.marks : [];
    expect(marks.map((mark) => (mark.kind === 'rule' ? mark.x : mark.data.map(({ y }) => y)))).toEqual([
      10,
      [3, NaN],
      [3.75, NaN],
      [4, NaN],
    ]);
    // (0.75 + 0.25) / 4
    expect(finding).toBe(
      'At epoch 0 penalties are 25.0% of the loss of 4.000; the largest is dense 1, weights L2, 0.7500. After it the loss is no longer finite.',
    );
  });

  it('adds up to 1 as shares', () => {
    const { plot } = lossFigure(parts, amounts, { ...look, at: null, isShare: true });
    const [, , last] = plot.kind === 'chart' ? plot.marks : [];
    expect(last?.kind === 'area' && last.data[0]?.y).toBe(1);
    expect(last?.kind === 'area' && last.tint).toEqual({ slot: 4, opacity: 0.4 });
  });
});
